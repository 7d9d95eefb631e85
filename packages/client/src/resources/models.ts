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

const fields = "id name description createdAt";

/** A named family of variants. */
export type Model = ResultOf<`fragment F on Model { ${typeof fields} }`>;

/** A new model. */
export type CreateModel = InputOf<"CreateModelInput">;

/** The models of the zoo. */
export interface Models {
  /** @throws {ClientError} `CONFLICT` if the name is taken. */
  create(input: CreateModel, options?: CallOptions): Promise<Model>;
  /** Finds a model by its name. */
  get(name: string, options?: CallOptions): Promise<Model | null>;
  list(options?: ListOptions): AsyncGenerator<Model, void>;
  page(options?: PageOptions): Promise<Page<Model>>;
  /**
   * Deletes a model that nothing needs, with its variants, gates, ablations and sweeps.
   * @throws {ClientError} `IN_USE` with what needs it in `details.holders`; `BUSY` if somebody is using it; `NOT_FOUND`
   */
  delete(id: string, options?: DeleteOptions): Promise<Deletion>;
}

export function createModels(transport: Transport): Models {
  return { create, get, list: (options) => iteratePages(page, options), page, delete: deleteModel };

  async function create(input: CreateModel, options?: CallOptions): Promise<Model> {
    const { createModel } = await transport.mutate(
      `mutation CreateModel($input: CreateModelInput!) {
        createModel(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationCreateModelSuccess { data { ${fields} } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(createModel);
  }

  async function get(name: string, options?: CallOptions): Promise<Model | null> {
    const { model } = await transport.query(
      `query Model($name: String!) { model(name: $name) { ${fields} } }`,
      { name },
      options,
    );
    return model;
  }

  async function page(options: PageOptions = {}): Promise<Page<Model>> {
    const { models } = await transport.query(
      `query Models(${pageTypes}) {
        models(${pageArguments}) {
          edges { node { ${fields} } }
          ${pageInfo}
        }
      }`,
      pageVariables(options),
      options,
    );
    return toPage(models);
  }

  async function deleteModel(
    id: string,
    { dryRun = false, ...options }: DeleteOptions = {},
  ): Promise<Deletion> {
    const result = await transport.mutate(
      `mutation DeleteModel($id: ID!, $dryRun: Boolean!) {
        deleteModel(id: $id, dryRun: $dryRun) {
          __typename
          ${heldFields}
          ... on MutationDeleteModelSuccess { data { ${deletionFields} } }
        }
      }`,
      { id, dryRun },
      options,
    );
    return unwrap(result.deleteModel);
  }
}
