import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { unwrap } from "./unwrap.ts";

const fields = `id split state count accuracy macroF1 calibrationError failure actor createdAt finishedAt
  version { id } dataset { id name }`;

const comparisonFields = `versionId baselineId count accuracy baselineAccuracy difference lower upper verdict
  mcNemar { onlyVersion onlyBaseline statistic pValue }`;

/** What a version does on the images of one split of a dataset. */
export type Evaluation = ResultOf<`fragment F on Evaluation { ${typeof fields} }`>;

/** One version against a baseline, on the same images. */
export type VersionComparison = ResultOf<`fragment F on VersionComparison { ${typeof comparisonFields} }`>;

/** An evaluation to be. */
export type EvaluateVersion = InputOf<"EvaluateVersionInput">;

/** Versions to hold against a baseline. */
export type CompareVersions = InputOf<"CompareVersionsInput">;

/** The evaluations of the zoo. */
export interface Evaluations {
  /**
   * Queues an evaluation, or gives the one that there is.
   * @throws {ClientError} `NOT_FOUND`, or an error with a `path` if the version does not take the dataset's images.
   */
  start(input: EvaluateVersion, options?: CallOptions): Promise<Evaluation>;
  get(id: string, options?: CallOptions): Promise<Evaluation | null>;
  /** @throws {ClientError} `NOT_EVALUATED` if one of the versions has not been evaluated on the split. */
  compare(input: CompareVersions, options?: CallOptions): Promise<readonly VersionComparison[]>;
}

export function createEvaluations(transport: Transport): Evaluations {
  return { start, get, compare };

  async function start(input: EvaluateVersion, options?: CallOptions): Promise<Evaluation> {
    const { evaluateVersion } = await transport.mutate(
      `mutation EvaluateVersion($input: EvaluateVersionInput!) {
        evaluateVersion(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationEvaluateVersionSuccess { data { ${fields} } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(evaluateVersion);
  }

  async function get(id: string, options?: CallOptions): Promise<Evaluation | null> {
    const { evaluation } = await transport.query(
      `query Evaluation($id: ID!) { evaluation(id: $id) { ${fields} } }`,
      { id },
      options,
    );
    return evaluation;
  }

  async function compare(
    input: CompareVersions,
    options?: CallOptions,
  ): Promise<readonly VersionComparison[]> {
    const { compareVersions } = await transport.query(
      `query CompareVersions($input: CompareVersionsInput!) {
        compareVersions(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on QueryCompareVersionsSuccess { data { ${comparisonFields} } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(compareVersions);
  }
}
