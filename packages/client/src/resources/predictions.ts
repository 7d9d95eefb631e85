import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import {
  iteratePages,
  type ListOptions,
  type Page,
  type PageOptions,
  pageArguments,
  pageInfo,
  pageTypes,
  pageVariables,
  toPage,
} from "./pages.ts";

const fields = `id label probability scores { index label score } imageDigest actor milliseconds createdAt
  version { id } model { id name } alias { id name } datasetImage { id position split className dataset { id name } }`;

/** What a version said of one picture; the picture itself is not kept. */
export type StoredPrediction = ResultOf<`fragment F on Prediction { ${typeof fields} }`>;

/** Which predictions: all conditions that are there must hold. */
export type PredictionFilter = InputOf<"PredictionFilterInput">;

/** The predictions that the zoo keeps. */
export interface Predictions {
  get(id: string, options?: CallOptions): Promise<StoredPrediction | null>;
  /** Predictions, newest first. */
  list(
    options?: ListOptions & { readonly filter?: PredictionFilter },
  ): AsyncGenerator<StoredPrediction, void>;
  page(options?: PageOptions & { readonly filter?: PredictionFilter }): Promise<Page<StoredPrediction>>;
  count(filter?: PredictionFilter, options?: CallOptions): Promise<number>;
}

export function createPredictions(transport: Transport): Predictions {
  return { get, list, page, count };

  async function get(id: string, options?: CallOptions): Promise<StoredPrediction | null> {
    const { prediction } = await transport.query(
      `query Prediction($id: ID!) { prediction(id: $id) { ${fields} } }`,
      { id },
      options,
    );
    return prediction;
  }

  function list({
    filter,
    ...options
  }: ListOptions & { readonly filter?: PredictionFilter } = {}): AsyncGenerator<StoredPrediction, void> {
    return iteratePages((each) => page({ ...(filter && { filter }), ...each }), options);
  }

  async function page(
    options: PageOptions & { readonly filter?: PredictionFilter } = {},
  ): Promise<Page<StoredPrediction>> {
    const { predictions } = await transport.query(
      `query Predictions(${pageTypes}, $filter: PredictionFilterInput) {
        predictions(${pageArguments}, filter: $filter) {
          edges { node { ${fields} } }
          ${pageInfo}
        }
      }`,
      { ...pageVariables(options), filter: options.filter ?? null },
      options,
    );
    return toPage(predictions);
  }

  async function count(filter?: PredictionFilter, options?: CallOptions): Promise<number> {
    const { predictions } = await transport.query(
      `query PredictionCount($filter: PredictionFilterInput) { predictions(filter: $filter) { totalCount } }`,
      { filter: filter ?? null },
      options,
    );
    return predictions.totalCount;
  }
}
