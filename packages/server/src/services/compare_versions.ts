import {
  type AccuracyDifference,
  bootstrapInterval,
  type McNemarResult,
  mcNemar,
  type Verdict,
} from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import type { DatasetSplit } from "../generated/prisma/client.ts";
import type { Queryable } from "../postgres/database.ts";
import { type Answers, listAnswers } from "../store/list_answers.ts";

/** What is to be compared. */
export interface CompareVersionsInput {
  /** The one that the others are held against. */
  readonly baselineId: string;
  readonly versionIds: readonly string[];
  readonly datasetId: string;
  readonly split: DatasetSplit;
}

/** An image on which two versions disagree. */
export interface Disagreement {
  /** Its place in the split, from 0. */
  readonly index: number;
  readonly label: number;
  readonly baseline: number;
  readonly version: number;
}

/** One version against the baseline, on the same images. */
export interface VersionComparison extends AccuracyDifference {
  readonly versionId: string;
  readonly baselineId: string;
  readonly count: number;
  readonly accuracy: number;
  readonly baselineAccuracy: number;
  readonly mcNemar: McNemarResult;
  /** What may be said of the version: both the test and the interval must say so. */
  readonly verdict: Verdict;
  readonly disagreements: readonly Disagreement[];
}

/** The most versions beside the baseline. */
export const mostCompared = 10;

/** Chance of calling two equally good versions different. */
const significance = 0.05;

/**
 * Holds versions against a baseline on the images of one split.
 *
 * @throws {InvalidInputError} If there are none or too many, one twice, or one that has not been evaluated on the split.
 */
export async function compareVersions(
  { database }: { readonly database: { readonly pool: Queryable } },
  input: CompareVersionsInput,
): Promise<VersionComparison[]> {
  const { baselineId, versionIds, datasetId, split } = input;
  const all = [baselineId, ...versionIds];
  if (versionIds.length < 1 || versionIds.length > mostCompared || new Set(all).size < all.length) {
    const message = `Cannot compare as input.versionIds must name 1 to ${mostCompared} versions, each once and not the baseline: current number is ${versionIds.length}`;
    throw new InvalidInputError({ path: "input.versionIds", message, received: String(versionIds.length) });
  }
  const found = await listAnswers(database.pool, { versionIds: all, datasetId, split });
  const answers = new Map(found.map((one) => [one.versionId, one]));
  const missing = all.find((id) => !answers.has(id));
  if (missing !== undefined) {
    const received = `Version_${missing}`;
    const message = `Cannot compare as each version must have been evaluated on the split: current value is ${received}, which has not`;
    const path = missing === baselineId ? "input.baselineId" : "input.versionIds";
    throw new InvalidInputError({ code: "NOT_EVALUATED", path, message, received });
  }
  return versionIds.map((id) => comparePair(answers.get(baselineId)!, answers.get(id)!));
}

function comparePair(baseline: Answers, version: Answers): VersionComparison {
  const hitsOf = ({ labels, predicted }: Answers): number[] =>
    predicted.map((one, image) => (one === labels[image] ? 1 : 0));
  const pair = { a: hitsOf(version), b: hitsOf(baseline) };
  const count = pair.a.length;
  const part = (hits: readonly number[]): number => hits.reduce((sum, hit) => sum + hit, 0) / count;
  const difference = bootstrapInterval(pair);
  const test = mcNemar(pair);
  return {
    ...difference,
    versionId: version.versionId,
    baselineId: baseline.versionId,
    count,
    accuracy: part(pair.a),
    baselineAccuracy: part(pair.b),
    mcNemar: test,
    verdict: test.pValue < significance ? difference.verdict : "notDistinguishable",
    disagreements: version.predicted.flatMap((predicted, index) =>
      predicted === baseline.predicted[index]
        ? []
        : [
            {
              index,
              label: version.labels[index]!,
              baseline: baseline.predicted[index]!,
              version: predicted,
            },
          ],
    ),
  };
}
