import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import {
  iteratePages,
  type ListOptions,
  type Page,
  type PageOptions,
  pageVariables,
  toPage,
} from "./pages.ts";
import { unwrap } from "./unwrap.ts";

const fields = "id name digest classes height width channels trainCount testCount createdAt";

/** A frozen set of labelled images. */
export type Dataset = ResultOf<`fragment F on Dataset { ${typeof fields} }`>;

/** A new dataset: its files are official IDX, gzipped or not. */
export type RegisterDataset = InputOf<"RegisterDatasetInput">;

/** The datasets of the zoo. */
export interface Datasets {
  /**
   * Uploads a dataset and freezes it.
   * The same files under the same name give the dataset that is there already.
   * @throws {ClientError} `CONFLICT` if other files have the name; a data error that names the file at fault.
   */
  register(input: RegisterDataset, options?: CallOptions): Promise<Dataset>;
  /** Finds a dataset by its name. */
  get(name: string, options?: CallOptions): Promise<Dataset | null>;
  /** All datasets, newest first. */
  list(options?: ListOptions): AsyncGenerator<Dataset, void>;
  page(options?: PageOptions): Promise<Page<Dataset>>;
}

/** A whole dataset takes longer to send than a question. */
const uploadTimeout = 600_000;

export function createDatasets(transport: Transport): Datasets {
  return { register, get, list: (options) => iteratePages(page, options), page };

  async function register(input: RegisterDataset, options: CallOptions = {}): Promise<Dataset> {
    const { registerDataset } = await transport.mutate(
      `mutation RegisterDataset($input: RegisterDatasetInput!) {
        registerDataset(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationRegisterDatasetSuccess { data { ${fields} } }
        }
      }`,
      { input },
      { timeout: uploadTimeout, ...options },
    );
    return unwrap(registerDataset);
  }

  async function get(name: string, options?: CallOptions): Promise<Dataset | null> {
    const { dataset } = await transport.query(
      `query Dataset($name: String!) { dataset(name: $name) { ${fields} } }`,
      { name },
      options,
    );
    return dataset;
  }

  async function page(options: PageOptions = {}): Promise<Page<Dataset>> {
    const { datasets } = await transport.query(
      `query Datasets($first: Int, $after: String) {
        datasets(first: $first, after: $after) {
          edges { node { ${fields} } }
          pageInfo { endCursor hasNextPage }
        }
      }`,
      pageVariables(options),
      options,
    );
    return toPage(datasets);
  }
}
