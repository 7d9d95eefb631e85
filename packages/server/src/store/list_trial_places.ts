import type { SweepTrialState } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { byOwner, perOwner } from "./per_owner.ts";
import type { Bind } from "./run_condition.ts";

/** In which order trials are listed: as they began, the latest first, or the best first. */
export type TrialOrder = "NUMBER" | "LATEST" | "BEST";

/** Where a trial stands in any of the orders. */
export interface TrialPlace {
  readonly number: number;
  /** Null for one without an objective, which comes behind all others. */
  readonly cost: number | null;
}

/** Which part of the trials of each sweep to list. */
export interface TrialRange {
  readonly order: TrialOrder;
  /** Only those in one of these states. */
  readonly states?: readonly SweepTrialState[] | undefined;
  /** Only what comes behind this one. */
  readonly after?: TrialPlace | undefined;
  /** Only what comes before this one. */
  readonly before?: TrialPlace | undefined;
  /** Whether it is the last ones that are read, the last one first. */
  readonly fromEnd: boolean;
  readonly limit: number;
}

const orders: Readonly<Record<TrialOrder, { readonly on: string; readonly back: string }>> = {
  NUMBER: { on: "each.number", back: "each.number desc" },
  LATEST: { on: "each.number desc", back: "each.number" },
  BEST: { on: "each.cost nulls last, each.number", back: "each.cost desc nulls first, each.number desc" },
};

/**
 * Lists trials of sweeps by their places, for any number of sweeps in one statement.
 *
 * @returns One list a sweep, whose places come in the order in which they were read.
 */
export async function listTrialPlaces(
  db: Queryable,
  sweepIds: readonly string[],
  { order, states, after, before, fromEnd, limit }: TrialRange,
): Promise<readonly (readonly TrialPlace[])[]> {
  const { values, bind } = binding();
  const inState =
    states === undefined ? "true" : `each.state = any(${bind(states)}::text[]::sweep_trial_state[])`;
  const behind = after === undefined ? "true" : behindPlace(order, after, bind);
  const ahead = before === undefined ? "true" : aheadOfPlace(order, before, bind);
  const sorted = orders[order][fromEnd ? "back" : "on"];
  const most = bind(limit);
  const pages = perOwner(
    sweepIds,
    bind,
    (sweepId) =>
      `select each.number, each.cost from sweep_trials each where each.sweep_id = ${sweepId} and ${inState} and ${behind} and ${ahead}
       order by ${sorted} limit ${most}`,
  );
  const { rows } = await db.query<TrialPlace & { readonly place: number }>(
    `select each.place, each.number, each.cost from (${pages}) as each order by each.place, ${sorted}`,
    values,
  );
  return byOwner(sweepIds, rows);
}

function behindPlace(order: TrialOrder, { number, cost }: TrialPlace, bind: Bind): string {
  const border = `${bind(number)}::int`;
  if (order !== "BEST") {
    return `each.number ${order === "NUMBER" ? ">" : "<"} ${border}`;
  }
  if (cost === null) {
    return `(each.cost is null and each.number > ${border})`;
  }
  const worst = `${bind(cost)}::float8`;
  return `(each.cost > ${worst} or (each.cost = ${worst} and each.number > ${border}) or each.cost is null)`;
}

function aheadOfPlace(order: TrialOrder, { number, cost }: TrialPlace, bind: Bind): string {
  const border = `${bind(number)}::int`;
  if (order !== "BEST") {
    return `each.number ${order === "NUMBER" ? "<" : ">"} ${border}`;
  }
  if (cost === null) {
    return `(each.cost is not null or each.number < ${border})`;
  }
  return `(each.cost, each.number) < (${bind(cost)}::float8, ${border})`;
}
