import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { SweepTrialState } from "../generated/prisma/client.ts";
import type { Database } from "../postgres/database.ts";
import { listTrialPlaces, type TrialOrder, type TrialPlace } from "../store/list_trial_places.ts";
import { type PageBounds, planPage } from "./plan_page.ts";

/** Which part of the trials of each sweep to list, in the terms of a connection. */
export interface ListTrials extends PageBounds {
  readonly order: TrialOrder;
  readonly states?: readonly SweepTrialState[] | undefined;
}

/** A part of the trials of a sweep. */
export interface TrialList {
  readonly numbers: readonly number[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/**
 * Lists trials of sweeps by their numbers, also from the end of the order. Pages are found by what stands at their border: while trials begin,
 * none is skipped and none comes twice. Where the best come first, a trial whose objective becomes known meanwhile has moved.
 *
 * @throws {InvalidInputError} If a cursor is none of ours, or the page is asked for from both ends.
 */
export async function listTrials(
  { database }: { readonly database: Database },
  sweepIds: readonly string[],
  { order, states, ...bounds }: ListTrials,
): Promise<readonly TrialList[]> {
  const plan = planPage(bounds);
  const lists = await listTrialPlaces(database.pool, sweepIds, {
    order,
    states,
    after: readCursor("after", bounds.after),
    before: readCursor("before", bounds.before),
    fromEnd: plan.fromEnd,
    limit: plan.limit,
  });
  return lists.map((places) => {
    const { nodes, ...rest } = plan.cut(places);
    return { numbers: nodes.map(({ number }) => number), ...rest };
  });
}

/** The cursor of a trial, good for every order. */
export function trialCursor({ number, cost }: TrialPlace): string {
  return Buffer.from(`${number}${cost === null ? "" : `/${cost}`}`).toString("base64url");
}

const form = /^(\d{1,9})(?:\/(-?[0-9.]+(?:e[+-]?[0-9]+)?))?$/;

function readCursor(path: string, text: string | null | undefined): TrialPlace | undefined {
  if (text == null) {
    return undefined;
  }
  const [, number, cost] = form.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (number === undefined || (cost !== undefined && !Number.isFinite(Number(cost)))) {
    throw new InvalidInputError({
      code: "BAD_USER_INPUT",
      path,
      message: "Cannot find the page as its cursor must be one that a page before it gave",
    });
  }
  return { number: Number(number), cost: cost === undefined ? null : Number(cost) };
}
