import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { SweepTrialState } from "../generated/prisma/client.ts";
import type { Database } from "../postgres/database.ts";
import { listTrialPlaces, type TrialOrder, type TrialPlace } from "../store/list_trial_places.ts";

/** Which part of the trials of each sweep to list, in the terms of a connection. */
export interface ListTrials {
  readonly order: TrialOrder;
  readonly states?: readonly SweepTrialState[] | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A part of the trials of a sweep. */
export interface TrialList {
  readonly numbers: readonly number[];
  readonly hasNextPage: boolean;
}

const usualCount = 20;
const mostTrials = 100;

/**
 * Lists trials of sweeps by their numbers. Pages are found by what stands at their border: while trials begin, none is skipped
 * and none comes twice. Where the best come first, a trial whose objective becomes known meanwhile has moved.
 *
 * @throws {InvalidInputError} If the cursor is none of ours.
 */
export async function listTrials(
  { database }: { readonly database: Database },
  sweepIds: readonly string[],
  { order, states, first, after }: ListTrials,
): Promise<readonly TrialList[]> {
  const count = Math.min(Math.max(first ?? usualCount, 0), mostTrials);
  const place = after == null ? undefined : readCursor(after);
  const range = { order, states, after: place, limit: count + 1 };
  const lists = await listTrialPlaces(database.pool, sweepIds, range);
  return lists.map((places) => ({
    numbers: places.slice(0, count).map(({ number }) => number),
    hasNextPage: places.length > count,
  }));
}

/** The cursor of a trial, good for every order. */
export function trialCursor({ number, cost }: TrialPlace): string {
  return Buffer.from(`${number}${cost === null ? "" : `/${cost}`}`).toString("base64url");
}

const form = /^(\d{1,9})(?:\/(-?[0-9.]+(?:e[+-]?[0-9]+)?))?$/;

function readCursor(text: string): TrialPlace {
  const [, number, cost] = form.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (number === undefined || (cost !== undefined && !Number.isFinite(Number(cost)))) {
    throw new InvalidInputError({
      code: "BAD_USER_INPUT",
      path: "after",
      message: "Cannot find the page as its cursor must be one that a page before it gave",
    });
  }
  return { number: Number(number), cost: cost === undefined ? null : Number(cost) };
}
