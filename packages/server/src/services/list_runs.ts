import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { listRunIds, type RunOrder, type RunPlace } from "../store/list_run_ids.ts";
import type { RunFilter } from "../store/run_filter.ts";
import { checkRunFilter } from "./check_run_filter.ts";

/** Which runs to list, in the terms of a connection. */
export interface ListRuns {
  readonly filter: RunFilter;
  readonly order: RunOrder;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A part of the runs. */
export interface RunList {
  /** The runs' ids, each with its cursor. */
  readonly places: readonly { readonly id: string; readonly cursor: string }[];
  readonly hasNextPage: boolean;
}

const defaultFirst = 20;
const mostRuns = 100;

/**
 * Lists a page of runs by their ids. Pages are found by what stands at their border and never by a number: while runs
 * are added, none is skipped and none comes twice. Where a metric sorts, a run whose value changes meanwhile has moved.
 *
 * @throws {InvalidInputError} If the filter is too large, or the cursor is none of ours.
 */
export async function listRuns(
  { database }: { readonly database: Database },
  { filter, order, first, after }: ListRuns,
): Promise<RunList> {
  checkRunFilter(filter);
  const count = Math.min(Math.max(first ?? defaultFirst, 0), mostRuns);
  const place = after == null ? undefined : readCursor(after);
  const places = await listRunIds(database.pool, { filter, order, after: place, limit: count + 1 });
  return {
    places: places.slice(0, count).map((each) => ({ id: each.id, cursor: writeCursor(each) })),
    hasNextPage: places.length > count,
  };
}

function writeCursor({ id, value }: RunPlace): string {
  return Buffer.from(`${id}${value === null ? "" : `/${value}`}`).toString("base64url");
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/(-?[0-9.]+(?:e[+-]?[0-9]+)?))?$/;

function readCursor(text: string): RunPlace {
  const [, id, value] = form.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (id === undefined || (value !== undefined && !Number.isFinite(Number(value)))) {
    throw new InvalidInputError({
      code: "BAD_USER_INPUT",
      path: "after",
      message: "Cannot find the page as its cursor must be one that a page before it gave",
    });
  }
  return { id, value: value === undefined ? null : Number(value) };
}
