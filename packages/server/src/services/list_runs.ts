import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { listRunIds, type RunOrder, type RunPlace } from "../store/list_run_ids.ts";
import type { RunFilter } from "../store/run_filter.ts";
import { checkRunFilter } from "./check_run_filter.ts";
import { type PageBounds, planPage } from "./plan_page.ts";

/** Which runs to list, in the terms of a connection. */
export interface ListRuns extends PageBounds {
  readonly filter: RunFilter;
  readonly order: RunOrder;
}

/** A part of the runs. */
export interface RunList {
  /** The runs' ids, each with its cursor. */
  readonly places: readonly { readonly id: string; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Lists a page of runs by their ids, also from the end. Pages are found by what stands at their border and never by a number: while runs
 * are added, none is skipped and none comes twice. Where a metric sorts, a run whose value changes meanwhile has moved.
 *
 * @throws {InvalidInputError} If the filter is too large, a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listRuns(
  { database }: { readonly database: Database },
  { filter, order, ...bounds }: ListRuns,
): Promise<RunList> {
  checkRunFilter(filter);
  const plan = planPage(bounds);
  const found = await listRunIds(database.pool, {
    filter,
    order,
    after: readCursor("after", bounds.after),
    before: readCursor("before", bounds.before),
    fromEnd: plan.fromEnd,
    limit: plan.limit,
  });
  const { nodes, ...rest } = plan.cut(found);
  return { places: nodes.map((each) => ({ id: each.id, cursor: writeCursor(each) })), ...rest };
}

function writeCursor({ id, value }: RunPlace): string {
  return Buffer.from(`${id}${value === null ? "" : `/${value}`}`).toString("base64url");
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/(-?[0-9.]+(?:e[+-]?[0-9]+)?))?$/;

function readCursor(path: string, text: string | null | undefined): RunPlace | undefined {
  if (text == null) {
    return undefined;
  }
  const [, id, value] = form.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (id === undefined || (value !== undefined && !Number.isFinite(Number(value)))) {
    throw new InvalidInputError({
      code: "BAD_USER_INPUT",
      path,
      message: "Cannot find the page as its cursor must be one that a page before it gave",
    });
  }
  return { id, value: value === undefined ? null : Number(value) };
}
