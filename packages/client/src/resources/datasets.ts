import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { type DeleteOptions, type Deletion, deletionFields, heldFields } from "./deletion.ts";
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
import { unwrap } from "./unwrap.ts";

const fields =
  "id name number actor digest classes height width channels trainCount testCount validationCount createdAt";

/** A frozen set of labelled images. */
export type Dataset = ResultOf<`fragment F on Dataset { ${typeof fields} }`>;

/** A new dataset: its files are official IDX, gzipped or not; `validation` is a pair of them. */
export type RegisterDataset = InputOf<"RegisterDatasetInput">;

/** A new dataset of any format: an archive or directory of class folders, CIFAR, npz or CSV. */
export type ImportDataset = InputOf<"ImportDatasetInput">;

const factFields = `trainCounts testCounts validationCounts mean standardDeviation split { seed testFraction }
  exactDuplicates nearDuplicates leaks duplicatesComplete duplicates { first second exact leaks }
  skippedCount skipped { path code reason }`;

/** What was measured of a dataset when it was registered. */
export type DatasetFacts = ResultOf<`fragment F on DatasetFacts { ${typeof factFields} }`>;

const imageFields = "id position split label className pngPath";

/** An image of a dataset. */
export type DatasetImage = ResultOf<`fragment F on DatasetImage { ${typeof imageFields} }`>;

/** Which images of a dataset to list. */
export interface DatasetImageFilter {
  readonly split?: DatasetImage["split"] | undefined;
  /** The name of a class. */
  readonly className?: string | undefined;
}

/** Which of the datasets of a name. */
export interface DatasetNumber {
  /** Left out: the latest. */
  readonly number?: number | undefined;
}

/** Which datasets to list. */
export interface DatasetFilter {
  /** Only those of this name, which differ by their number. */
  readonly name?: string | undefined;
}

/** The datasets of the zoo. */
export interface Datasets {
  /**
   * Uploads a dataset and freezes it.
   * The same files under the same name give the dataset that is there already.
   * @throws {ClientError} `CONFLICT` if other files have the name and `asNext` is not given; a data error that names the file at fault.
   */
  register(input: RegisterDataset, options?: CallOptions): Promise<Dataset>;
  /**
   * Registers a dataset of any format, from an upload or from a directory that the operator allows.
   * The same data under the same name gives the dataset that is there already.
   * @throws {ClientError} `CONFLICT` if other data has the name and `asNext` is not given; an error with a `path` that names the file at fault.
   */
  import(input: ImportDataset, options?: CallOptions): Promise<Dataset>;
  /** What was measured of a dataset when it was registered; null if there is none of the name. */
  facts(name: string, options?: CallOptions & DatasetNumber): Promise<DatasetFacts | null>;
  /** Images of a dataset, in their order. */
  images(datasetId: string, options?: ListOptions & DatasetImageFilter): AsyncGenerator<DatasetImage, void>;
  /** Finds the dataset of a name that has the number, or the latest of the name. */
  get(name: string, options?: CallOptions & DatasetNumber): Promise<Dataset | null>;
  /** All datasets, or those of one name, newest first. */
  list(options?: ListOptions & DatasetFilter): AsyncGenerator<Dataset, void>;
  page(options?: PageOptions & DatasetFilter): Promise<Page<Dataset>>;
  /**
   * Deletes a dataset that nothing needs, with its images.
   * @throws {ClientError} `IN_USE` with what needs it in `details.holders`; `BUSY` if somebody is using it; `NOT_FOUND`
   */
  delete(id: string, options?: DeleteOptions): Promise<Deletion>;
}

/** A whole dataset takes longer to send than a question. */
const uploadTimeout = 600_000;

export function createDatasets(transport: Transport): Datasets {
  return {
    register,
    import: importDataset,
    facts,
    images,
    get,
    list: (options) => iteratePages(page, options),
    page,
    delete: deleteDataset,
  };

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

  async function importDataset(input: ImportDataset, options: CallOptions = {}): Promise<Dataset> {
    const { importDataset: result } = await transport.mutate(
      `mutation ImportDataset($input: ImportDatasetInput!) {
        importDataset(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationImportDatasetSuccess { data { ${fields} } }
        }
      }`,
      { input },
      { timeout: uploadTimeout, ...options },
    );
    return unwrap(result);
  }

  async function facts(
    name: string,
    { number, ...options }: CallOptions & DatasetNumber = {},
  ): Promise<DatasetFacts | null> {
    const { dataset } = await transport.query(
      `query DatasetFacts($name: String!, $number: Int) {
        dataset(name: $name, number: $number) { facts { ${factFields} } }
      }`,
      { name, number: number ?? null },
      options,
    );
    return dataset?.facts ?? null;
  }

  function images(
    datasetId: string,
    { split, className, ...options }: ListOptions & DatasetImageFilter = {},
  ): AsyncGenerator<DatasetImage, void> {
    return iteratePages(async (page: PageOptions) => {
      const { datasetImages } = await transport.query(
        `query DatasetImages($datasetId: ID!, $split: DatasetSplit, $className: String, ${pageTypes}) {
          datasetImages(datasetId: $datasetId, split: $split, className: $className, ${pageArguments}) {
            edges { node { ${imageFields} } }
            ${pageInfo}
          }
        }`,
        { datasetId, split: split ?? null, className: className ?? null, ...pageVariables(page) },
        page,
      );
      return toPage(datasetImages);
    }, options);
  }

  async function get(
    name: string,
    { number, ...options }: CallOptions & DatasetNumber = {},
  ): Promise<Dataset | null> {
    const { dataset } = await transport.query(
      `query Dataset($name: String!, $number: Int) { dataset(name: $name, number: $number) { ${fields} } }`,
      { name, number: number ?? null },
      options,
    );
    return dataset;
  }

  async function page(options: PageOptions & DatasetFilter = {}): Promise<Page<Dataset>> {
    const { datasets } = await transport.query(
      `query Datasets($name: String, ${pageTypes}) {
        datasets(name: $name, ${pageArguments}) {
          edges { node { ${fields} } }
          ${pageInfo}
        }
      }`,
      { name: options.name ?? null, ...pageVariables(options) },
      options,
    );
    return toPage(datasets);
  }

  async function deleteDataset(
    id: string,
    { dryRun = false, ...options }: DeleteOptions = {},
  ): Promise<Deletion> {
    const result = await transport.mutate(
      `mutation DeleteDataset($id: ID!, $dryRun: Boolean!) {
        deleteDataset(id: $id, dryRun: $dryRun) {
          __typename
          ${heldFields}
          ... on MutationDeleteDatasetSuccess { data { ${deletionFields} } }
        }
      }`,
      { id, dryRun },
      options,
    );
    return unwrap(result.deleteDataset);
  }
}
