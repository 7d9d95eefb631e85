import type { Queryable } from "../postgres/database.ts";
import { binding } from "./list_run_ids.ts";
import { byOwner, perOwner } from "./per_owner.ts";

/** Two evaluations of the same images. */
export interface EvaluationPair {
  /** Of the baseline. */
  readonly baselineId: string;
  /** Of the version. */
  readonly versionId: string;
}

/** Who of two is right where they disagree. */
export type DisagreementSide = "VERSION_RIGHT" | "BASELINE_RIGHT" | "BOTH_WRONG";

/** An image on which two versions disagree. */
export interface Disagreement {
  /** Its place in the split, from 0. */
  readonly index: number;
  readonly label: number;
  readonly baseline: number;
  readonly version: number;
}

/** Which part of the images to list. */
export interface DisagreementPage {
  readonly side: DisagreementSide | null;
  /** The index behind which the page begins. */
  readonly after?: number | undefined;
  /** The index before which it ends. */
  readonly before?: number | undefined;
  /** Whether it is the last ones that are read, the last one first. */
  readonly fromEnd: boolean;
  readonly limit: number;
}

const sides: Readonly<Record<DisagreementSide, string>> = {
  VERSION_RIGHT: "ours.predicted = ours.label",
  BASELINE_RIGHT: "theirs.predicted = theirs.label",
  BOTH_WRONG: "ours.predicted <> ours.label and theirs.predicted <> theirs.label",
};

/** A pair as a text, as statements name it. */
function nameOf({ baselineId, versionId }: EvaluationPair): string {
  return `${baselineId} ${versionId}`;
}

function from(pair: string, side: DisagreementSide | null): string {
  return `evaluation_images theirs join evaluation_images ours using (index)
    where theirs.evaluation_id = split_part(${pair}, ' ', 1) and ours.evaluation_id = split_part(${pair}, ' ', 2)
      and theirs.predicted <> ours.predicted and ${side === null ? "true" : sides[side]}`;
}

/**
 * Lists where evaluations disagree, in the order of the images or against it, for any number of pairs in one statement.
 *
 * @returns One list a pair.
 */
export async function listDisagreements(
  db: Queryable,
  pairs: readonly EvaluationPair[],
  { side, after, before, fromEnd, limit }: DisagreementPage,
): Promise<readonly (readonly Disagreement[])[]> {
  const { values, bind } = binding();
  const most = bind(limit);
  // Of both sides, so that neither is read from its beginning.
  const beyond = (sign: string, index: number | undefined): string =>
    index === undefined
      ? ""
      : ["theirs", "ours"].map((one) => ` and ${one}.index ${sign} ${bind(index)}`).join("");
  const borders = `${beyond(">", after)}${beyond("<", before)}`;
  const sorted = `index ${fromEnd ? "desc" : "asc"}`;
  const names = pairs.map(nameOf);
  const pages = perOwner(
    names,
    bind,
    (pair) =>
      `select index, ours.label, theirs.predicted as baseline, ours.predicted as version
       from ${from(pair, side)} ${borders} order by ${sorted} limit ${most}`,
  );
  const { rows } = await db.query<Disagreement & { readonly place: number }>(
    `select * from (${pages}) as part order by place, ${sorted}`,
    values,
  );
  return byOwner(names, rows).map((list) => list.map(({ place: _place, ...disagreement }) => disagreement));
}

/** Counts where evaluations disagree, for any number of pairs in one statement. @returns One number a pair. */
export async function countDisagreements(
  db: Queryable,
  pairs: readonly EvaluationPair[],
  { side }: Pick<DisagreementPage, "side">,
): Promise<readonly number[]> {
  const { values, bind } = binding();
  const counts = perOwner(
    pairs.map(nameOf),
    bind,
    (pair) => `select count(*)::int as count from ${from(pair, side)}`,
  );
  const { rows } = await db.query<{ count: number }>(`${counts} order by place`, values);
  return rows.map(({ count }) => count);
}
