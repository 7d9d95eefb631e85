interface PageArgs {
  readonly cursor?: { readonly id?: unknown };
  readonly skip?: unknown;
  readonly take?: unknown;
  readonly orderBy?: { readonly id?: unknown };
  readonly where?: object;
}

/**
 * Rewrites pages of a query, however deep they stand in it, so that they begin behind an id and not behind the row of that id: Prisma looks the
 * row up, and a page behind one that was deleted meanwhile would be empty. It needs the order of the ids; pages in other orders stay.
 *
 * @returns The arguments for Prisma.
 */
export function behindIds<Args>(args: Args): Args {
  if (typeof args !== "object" || args === null || args.constructor !== Object) {
    return args;
  }
  const inner = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, behindIds(value)]));
  const { cursor, skip, take, orderBy, where } = inner as PageArgs;
  const direction = orderBy?.id;
  if (typeof cursor?.id !== "string" || skip !== 1 || (direction !== "asc" && direction !== "desc")) {
    return inner as Args;
  }
  const isForward = !(typeof take === "number" && take < 0);
  const behind = { id: isForward === (direction === "asc") ? { gt: cursor.id } : { lt: cursor.id } };
  const { cursor: _cursor, skip: _skip, ...rest } = inner;
  return { ...rest, where: where === undefined ? behind : { AND: [where, behind] } } as Args;
}
