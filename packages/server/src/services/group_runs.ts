import { type MeanInterval, meanInterval } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import { listRunGroups, type RunGroup, type RunGroupKey } from "../store/list_run_groups.ts";
import type { RunFilter } from "../store/run_filter.ts";
import { checkRunFilter } from "./check_run_filter.ts";

/** Which groups to list, in the terms of a connection. */
export interface GroupRuns {
  readonly filter: RunFilter;
  /** The metric that is averaged. */
  readonly metric: string;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Runs that differ in their seeds alone, and what came out. */
export interface GroupedRuns extends RunGroupKey, MeanInterval {}

/** A part of the groups. */
export interface RunGroupList {
  readonly groups: readonly { readonly cursor: string; readonly node: GroupedRuns }[];
  readonly hasNextPage: boolean;
}

const defaultFirst = 20;
const mostGroups = 100;

/**
 * Lists a page of groups of runs over their seeds: mean, deviation and 95 % interval of a metric's latest values.
 *
 * @throws {InvalidInputError} If the filter is too large, or the cursor is none of ours.
 */
export async function groupRuns(
  { database }: { readonly database: Database },
  { filter, metric, first, after }: GroupRuns,
): Promise<RunGroupList> {
  checkRunFilter(filter);
  const count = Math.min(Math.max(first ?? defaultFirst, 0), mostGroups);
  const place = after == null ? undefined : readCursor(after);
  const groups = await listRunGroups(database.pool, { filter, metric, after: place, limit: count + 1 });
  return {
    groups: groups.slice(0, count).map((group) => ({ cursor: writeCursor(group), node: measure(group) })),
    hasNextPage: groups.length > count,
  };
}

function measure({ values, ...key }: RunGroup): GroupedRuns {
  return { ...key, ...meanInterval(values) };
}

function writeCursor({ variantId, datasetId, mode, parentId }: RunGroupKey): string {
  return Buffer.from([variantId, datasetId, mode, parentId].join("/")).toString("base64url");
}

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const form = new RegExp(`^(${uuid})/(${uuid})/(PORTABLE|FAST)/((?:${uuid})?)$`);

function readCursor(text: string): RunGroupKey {
  const [, variantId, datasetId, mode, parentId] = form.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (variantId === undefined || datasetId === undefined || parentId === undefined) {
    throw new InvalidInputError({
      code: "BAD_USER_INPUT",
      path: "after",
      message: "Cannot find the page as its cursor must be one that a page before it gave",
    });
  }
  return { variantId, datasetId, mode: mode as RunGroupKey["mode"], parentId };
}
