/**
 * Reads a list of names, `a,b`, of those that there are; `all` is each of them, and a group each of its own.
 * @throws {RangeError} If a name is unknown.
 */
export function parseNames<TName extends string>(
  option: string,
  text: string,
  known: { readonly names: readonly TName[]; readonly groups?: Readonly<Record<string, readonly TName[]>> },
): TName[] {
  const groups: Readonly<Record<string, readonly TName[]>> = { ...known.groups, all: known.names };
  const found = text
    .split(",")
    .filter((part) => part !== "")
    .flatMap((part) => {
      const name = known.names.find((candidate) => candidate === part);
      const named = Object.hasOwn(groups, part) ? groups[part] : name === undefined ? undefined : [name];
      if (named === undefined) {
        const valid = [...known.names, ...Object.keys(groups)].join(", ");
        throw new RangeError(
          `Cannot run a bench as --${option} must be of ${valid}: current value is ${part}`,
        );
      }
      return named;
    });
  return known.names.filter((name) => found.includes(name));
}
