import { type MeanInterval, meanInterval } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { Database } from "../postgres/database.ts";
import {
  countRunGroups,
  listRunGroups,
  type RunGroup,
  type RunGroupKey,
  type RunGroupOrder,
  type RunGroupPlace,
} from "../store/list_run_groups.ts";
import type { RunFilter } from "../store/run_filter.ts";
import { checkRunFilter } from "./check_run_filter.ts";
import { type PageBounds, planPage } from "./plan_page.ts";

/** Which groups to list, in the terms of a connection. */
export interface GroupRuns extends PageBounds {
  readonly filter: RunFilter;
  /** The metric that is averaged. */
  readonly metric: string;
  /** Only groups of so many seeds. @default {1} */
  readonly minimum?: number | undefined;
  /** @default {those of the newest variants first} */
  readonly order?: RunGroupOrder | undefined;
}

/** Runs that differ in their seeds alone, and what came out. */
export interface GroupedRuns extends RunGroupKey, MeanInterval {}

/** A part of the groups. */
export interface RunGroupList {
  readonly groups: readonly { readonly cursor: string; readonly node: GroupedRuns }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Lists a page of groups of runs over their seeds: mean, deviation and 95 % interval of a metric's latest values. It
 * may also begin at the end.
 *
 * @throws {InvalidInputError} If the filter is too large, a cursor is none of ours, or the page is asked for from both ends.
 */
export async function groupRuns(
  { database }: { readonly database: Database },
  { filter, metric, minimum = 1, order, ...bounds }: GroupRuns,
): Promise<RunGroupList> {
  checkRunFilter(filter);
  const plan = planPage(bounds);
  const found = await listRunGroups(database.pool, {
    ...{ filter, metric, minimum, order },
    after: readCursor("after", bounds.after, order),
    before: readCursor("before", bounds.before, order),
    fromEnd: plan.fromEnd,
    limit: plan.limit,
  });
  const { nodes, ...rest } = plan.cut(found);
  return {
    groups: nodes.map((group) => ({ cursor: writeCursor(group, order), node: measure(group) })),
    ...rest,
  };
}

/**
 * Counts groups of runs.
 *
 * @throws {InvalidInputError} If the filter is too large.
 */
export async function countGroups(
  { database }: { readonly database: Database },
  { filter, metric, minimum = 1 }: Pick<GroupRuns, "filter" | "metric" | "minimum">,
): Promise<number> {
  checkRunFilter(filter);
  return await countRunGroups(database.pool, { filter, metric, minimum });
}

function measure({ values, figure: _, ...key }: RunGroup & RunGroupPlace): GroupedRuns {
  return { ...key, ...meanInterval(values) };
}

/** A cursor says in which order it stands, as it says nothing in any other. */
function writeCursor(
  { variantId, datasetId, mode, parentId, figure }: RunGroupPlace,
  order: RunGroupOrder | undefined,
): string {
  const place = [variantId, datasetId, mode, parentId, nameOf(order), figure ?? ""].join("/");
  return Buffer.from(place).toString("base64url");
}

function nameOf(order: RunGroupOrder | undefined): string {
  return order === undefined ? "" : `${order.by}${order.ascending === true ? "+" : "-"}`;
}

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const number = "-?[0-9.]+(?:e[+-]?[0-9]+)?";
const form = new RegExp(
  `^(${uuid})/(${uuid})/(PORTABLE|FAST)/((?:${uuid})?)/([a-z]*[+-]?)/((?:${number})?)$`,
);

function readCursor(
  path: string,
  text: string | null | undefined,
  order: RunGroupOrder | undefined,
): RunGroupPlace | undefined {
  if (text == null) {
    return undefined;
  }
  const [, variantId, datasetId, mode, parentId, name, figure] =
    form.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (
    variantId === undefined ||
    datasetId === undefined ||
    parentId === undefined ||
    name !== nameOf(order) ||
    !Number.isFinite(Number(figure))
  ) {
    throw new InvalidInputError({
      code: "BAD_USER_INPUT",
      path,
      message: "Cannot find the page as its cursor must be one that a page before it gave, in the same order",
    });
  }
  return {
    ...{ variantId, datasetId, mode: mode as RunGroupKey["mode"], parentId },
    figure: figure === "" ? null : Number(figure),
  };
}
