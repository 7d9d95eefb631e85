import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import {
  emptyPage,
  type Page,
  type PageOptions,
  pageArguments,
  pageInfo,
  pageTypes,
  pageVariables,
  toPage,
} from "./pages.ts";
import { unwrap } from "./unwrap.ts";

const fields = `id split state count accuracy macroF1 calibrationError failure actor createdAt finishedAt
  version { id } dataset { id name }`;

const comparisonFields = `versionId baselineId count accuracy baselineAccuracy difference lower upper verdict correctedPValue
  mcNemar { onlyVersion onlyBaseline statistic pValue }`;

const imageFields = "index label predicted confidence labelScore image { id position pngPath }";

const disagreementFields = "index label baseline version image { id position pngPath }";

/** What a version sees in one image. */
export type EvaluationImage = ResultOf<`fragment F on EvaluationImage { ${typeof imageFields} }`>;

/** An image that is alike to a model. */
export type Neighbour = ResultOf<`fragment F on Neighbour { similarity image { ${typeof imageFields} } }`>;

/** An image on which two versions disagree. */
export type Disagreement = ResultOf<`fragment F on Disagreement { ${typeof disagreementFields} }`>;

/** Which images of an evaluation. */
export interface EvaluationImageFilter {
  /** Only those of this class, by its index. */
  readonly label?: number | undefined;
  /** Only those taken for this class, by its index. */
  readonly predicted?: number | undefined;
  /** Which come first. @default {"INDEX"} */
  readonly order?: "INDEX" | "WORST" | undefined;
}

/** Two versions that disagree. */
export interface DisagreeingVersions extends Pick<CompareVersions, "datasetId" | "split"> {
  readonly baselineId: string;
  readonly versionId: string;
  /** Only where this holds. */
  readonly side?: "VERSION_RIGHT" | "BASELINE_RIGHT" | "BOTH_WRONG" | undefined;
}

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
  /** Images of an evaluation, also those of a cell of the confusion matrix, or the worst. */
  images(id: string, options?: PageOptions & EvaluationImageFilter): Promise<Page<EvaluationImage>>;
  /**
   * The images of the split that are most alike to one of them, by its place in the split, as the version sees them.
   * @throws {ClientError} `NO_LAYER`, `TOO_LARGE` or `NOT_EVALUATED` if the evaluation cannot say; `NOT_KEPT` if an older server made it,
   * until `start` is called again, and then `WAITING` for a moment.
   */
  neighbours(
    id: string,
    index: number,
    options?: CallOptions & { readonly first?: number | undefined },
  ): Promise<readonly Neighbour[]>;
  /** Where two versions disagree, in the order of the images. */
  disagreements(versions: DisagreeingVersions, options?: PageOptions): Promise<Page<Disagreement>>;
}

export function createEvaluations(transport: Transport): Evaluations {
  return { start, get, compare, images, neighbours, disagreements };

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

  async function images(
    id: string,
    options: PageOptions & EvaluationImageFilter = {},
  ): Promise<Page<EvaluationImage>> {
    const { label = null, predicted = null, order = "INDEX" } = options;
    const { evaluation } = await transport.query(
      `query EvaluationImages($id: ID!, ${pageTypes}, $label: Int, $predicted: Int, $order: EvaluationImageOrder!) {
        evaluation(id: $id) {
          images(${pageArguments}, label: $label, predicted: $predicted, order: $order) {
            edges { node { ${imageFields} } }
            ${pageInfo}
          }
        }
      }`,
      { id, ...pageVariables(options), label, predicted, order },
      options,
    );
    return evaluation === null ? emptyPage : toPage(evaluation.images);
  }

  async function neighbours(
    id: string,
    index: number,
    { first = 10, ...options }: CallOptions & { readonly first?: number | undefined } = {},
  ): Promise<readonly Neighbour[]> {
    const { evaluation } = await transport.query(
      `query Neighbours($id: ID!, $index: Int!, $first: Int!) {
        evaluation(id: $id) {
          neighbours(index: $index, first: $first) {
            __typename
            ... on Error { message code }
            ... on InvalidInputError { path received }
            ... on EvaluationNeighboursSuccess { data { similarity image { ${imageFields} } } }
          }
        }
      }`,
      { id, index, first },
      options,
    );
    return evaluation === null ? [] : unwrap(evaluation.neighbours);
  }

  async function disagreements(
    { baselineId, versionId, datasetId, split, side }: DisagreeingVersions,
    options: PageOptions = {},
  ): Promise<Page<Disagreement>> {
    const { compareVersions } = await transport.query(
      `query Disagreements($input: CompareVersionsInput!, ${pageTypes}, $side: DisagreementSide) {
        compareVersions(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on QueryCompareVersionsSuccess {
            data {
              disagreements(${pageArguments}, side: $side) {
                edges { node { ${disagreementFields} } }
                ${pageInfo}
              }
            }
          }
        }
      }`,
      {
        input: { baselineId, versionIds: [versionId], datasetId, ...(split && { split }) },
        ...pageVariables(options),
        side: side ?? null,
      },
      options,
    );
    return toPage(unwrap(compareVersions)[0]!.disagreements);
  }
}
