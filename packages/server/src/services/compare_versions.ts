import { setImmediate as breathe } from "node:timers/promises";
import {
  type AccuracyDifference,
  bootstrapOfCounts,
  holm,
  type McNemarResult,
  mcNemarOfCounts,
  type PairCounts,
  type Verdict,
} from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { DatasetSplit } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import {
  type AnsweredEvaluation,
  countRightAnswers,
  findAnsweredEvaluations,
  type RightAnswers,
} from "../store/count_answers.ts";
import type { EvaluationPair } from "../store/list_disagreements.ts";

/** What is to be compared. */
export interface CompareVersionsInput {
  /** The one that the others are held against; null: each is held against those before it. */
  readonly baselineId: string | null;
  readonly versionIds: readonly string[];
  readonly datasetId: string;
  readonly split: DatasetSplit;
}

/** One version against another, on the same images. */
export interface VersionComparison extends AccuracyDifference {
  readonly versionId: string;
  readonly baselineId: string;
  readonly count: number;
  readonly accuracy: number;
  readonly baselineAccuracy: number;
  readonly mcNemar: McNemarResult;
  /** The p-value of the test, corrected for the number of comparisons. */
  readonly correctedPValue: number;
  /** What may be said of the version: both the corrected test and the interval must say so. */
  readonly verdict: Verdict;
  readonly evaluations: EvaluationPair;
}

/** The most versions beside the baseline. */
export const mostCompared = 10;

/** Chance that of all comparisons any calls two equally good versions different. */
const significance = 0.05;

/**
 * Holds versions against a baseline on the images of one split, or each against each. Takes two statements, and no answer leaves
 * the database but as a count.
 *
 * @throws {InvalidInputError} If there are none or too many, one twice, or one that has not been evaluated on the split.
 */
export async function compareVersions(
  { database }: { readonly database: { readonly pool: Queryable } },
  { baselineId, versionIds, datasetId, split }: CompareVersionsInput,
): Promise<VersionComparison[]> {
  const all = [...(baselineId === null ? [] : [baselineId]), ...versionIds];
  const fewest = baselineId === null ? 2 : 1;
  if (versionIds.length < fewest || versionIds.length > mostCompared || new Set(all).size < all.length) {
    const message = `Cannot compare as input.versionIds must name ${fewest} to ${mostCompared} versions, each once and not the baseline: current number is ${versionIds.length}`;
    throw new InvalidInputError({ path: "input.versionIds", message, received: String(versionIds.length) });
  }
  const found = await findAnsweredEvaluations(database.pool, { versionIds: all, datasetId, split });
  const byVersion = new Map(found.map((each) => [each.versionId, each]));
  const missing = all.find((id) => !byVersion.has(id));
  if (missing !== undefined) {
    const received = `Version_${missing}`;
    const message = `Cannot compare as each version must have been evaluated on the split: current value is ${received}, which has not`;
    const path = missing === baselineId ? "input.baselineId" : "input.versionIds";
    throw new InvalidInputError({ code: "NOT_EVALUATED", path, message, received });
  }
  const evaluations = all.map((id) => byVersion.get(id)!);
  const answers = await countRightAnswers(
    database.pool,
    evaluations.map(({ id }) => id),
  );
  const pairs = evaluations.flatMap((_each, version) =>
    Array.from({ length: baselineId === null ? version : Math.min(version, 1) }, (_none, baseline) => ({
      baseline,
      version,
    })),
  );
  const compared: Omit<VersionComparison, "correctedPValue">[] = [];
  for (const pair of pairs) {
    compared.push(comparePair(evaluations, answers, pair));
    // some milliseconds each, and others ask as well
    await breathe();
  }
  const corrected = holm(compared.map(({ mcNemar }) => mcNemar.pValue));
  return compared.map((each, place) => {
    const correctedPValue = corrected[place]!;
    const verdict = correctedPValue < significance ? each.verdict : "notDistinguishable";
    return { ...each, correctedPValue, verdict };
  });
}

function comparePair(
  evaluations: readonly AnsweredEvaluation[],
  answers: readonly RightAnswers[],
  pair: { readonly baseline: number; readonly version: number },
): Omit<VersionComparison, "correctedPValue"> {
  const [version, baseline] = [evaluations[pair.version]!, evaluations[pair.baseline]!];
  const sum = (holds: (isVersion: boolean, isBaseline: boolean) => boolean): number =>
    answers.reduce((total, { mask, count }) => {
      const isRight = (place: number): boolean => (mask & (1 << place)) !== 0;
      return total + (holds(isRight(pair.version), isRight(pair.baseline)) ? count : 0);
    }, 0);
  const count = sum(() => true);
  const counts: PairCounts = {
    count,
    onlyA: sum((isVersion, isBaseline) => isVersion && !isBaseline),
    onlyB: sum((isVersion, isBaseline) => !isVersion && isBaseline),
  };
  return {
    ...bootstrapOfCounts(counts),
    versionId: version.versionId,
    baselineId: baseline.versionId,
    count,
    accuracy: sum((isVersion) => isVersion) / count,
    baselineAccuracy: sum((_isVersion, isBaseline) => isBaseline) / count,
    mcNemar: mcNemarOfCounts(counts),
    evaluations: { baselineId: baseline.id, versionId: version.id },
  };
}
