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

const fields = "id name digest modelSpec trainSpec parameterCount createdAt model { id name }";

/** An architecture with its optimisation techniques. */
export type Variant = ResultOf<`fragment F on Variant { ${typeof fields} }`>;

const costFields =
  "parameters multiplyAdds activationBytes layers { path layer outputShape parameters multiplyAdds activationBytes }";

/** What a network costs before anything is trained; `layers` is its shape table. */
export type VariantCost = ResultOf<`fragment F on ModelCost { ${typeof costFields} }`>;

const changeFields = "kind path before after";

/** One change between two variants; values are JSON. */
export type SpecChange = ResultOf<`fragment F on SpecChange { ${typeof changeFields} }`>;

/** A network as plain data. */
export type ModelSpec = InputOf<"ModelSpecInput">;

/** One layer: an object with exactly one key, such as `{ conv2d: { filters: 32 } }`. */
export type Layer = InputOf<"LayerInput">;

/** How a network is trained, as plain data. */
export type TrainSpec = InputOf<"TrainSpecInput">;

/** A new variant. */
export type CreateVariant = InputOf<"CreateVariantInput">;

/** Which variants to list. */
export interface VariantFilter {
  readonly modelId?: string | undefined;
}

/** The variants of the zoo. */
export interface Variants {
  /**
   * Creates a variant; an equal one of the same model is given back as it is.
   * @throws {ClientError} `SPEC_INVALID` with the `path` of the field at fault; `NOT_FOUND` if there is no such model.
   */
  create(input: CreateVariant, options?: CallOptions): Promise<Variant>;
  get(id: string, options?: CallOptions): Promise<Variant | null>;
  /** What its network costs, and its shape table; null if there is no such variant. */
  cost(id: string, options?: CallOptions): Promise<VariantCost | null>;
  /**
   * Says what makes the second variant of the first; nothing if their specs are equal.
   * @throws {ClientError} `NOT_FOUND`
   */
  diff(before: string, after: string, options?: CallOptions): Promise<readonly SpecChange[]>;
  list(options?: ListOptions & VariantFilter): AsyncGenerator<Variant, void>;
  page(options?: PageOptions & VariantFilter): Promise<Page<Variant>>;
  /**
   * Deletes a variant that nothing needs.
   * @throws {ClientError} `IN_USE` with what needs it in `details.holders`; `BUSY` if somebody is using it; `NOT_FOUND`
   */
  delete(id: string, options?: DeleteOptions): Promise<Deletion>;
}

export function createVariants(transport: Transport): Variants {
  return { create, get, cost, diff, list, page, delete: deleteVariant };

  async function create(input: CreateVariant, options?: CallOptions): Promise<Variant> {
    const { createVariant } = await transport.mutate(
      `mutation CreateVariant($input: CreateVariantInput!) {
        createVariant(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationCreateVariantSuccess { data { ${fields} } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(createVariant);
  }

  async function get(id: string, options?: CallOptions): Promise<Variant | null> {
    const { node } = await transport.query(
      `query Variant($id: ID!) { node(id: $id) { __typename ... on Variant { ${fields} } } }`,
      { id },
      options,
    );
    if (node?.__typename !== "Variant") {
      return null;
    }
    const { __typename, ...variant } = node;
    return variant;
  }

  async function cost(id: string, options?: CallOptions): Promise<VariantCost | null> {
    const { node } = await transport.query(
      `query VariantCost($id: ID!) { node(id: $id) { __typename ... on Variant { cost { ${costFields} } } } }`,
      { id },
      options,
    );
    return node?.__typename === "Variant" ? node.cost : null;
  }

  async function diff(before: string, after: string, options?: CallOptions): Promise<readonly SpecChange[]> {
    const { diffVariants } = await transport.query(
      `query DiffVariants($before: ID!, $after: ID!) {
        diffVariants(before: $before, after: $after) {
          __typename
          ... on Error { message code }
          ... on QueryDiffVariantsSuccess { data { ${changeFields} } }
        }
      }`,
      { before, after },
      options,
    );
    return unwrap(diffVariants);
  }

  function list({ modelId, ...options }: ListOptions & VariantFilter = {}): AsyncGenerator<Variant, void> {
    return iteratePages((each) => page({ modelId, ...each }), options);
  }

  async function page(options: PageOptions & VariantFilter = {}): Promise<Page<Variant>> {
    const { variants } = await transport.query(
      `query Variants(${pageTypes}, $modelId: ID) {
        variants(${pageArguments}, modelId: $modelId) {
          edges { node { ${fields} } }
          ${pageInfo}
        }
      }`,
      { ...pageVariables(options), modelId: options.modelId ?? null },
      options,
    );
    return toPage(variants);
  }

  async function deleteVariant(
    id: string,
    { dryRun = false, ...options }: DeleteOptions = {},
  ): Promise<Deletion> {
    const result = await transport.mutate(
      `mutation DeleteVariant($id: ID!, $dryRun: Boolean!) {
        deleteVariant(id: $id, dryRun: $dryRun) {
          __typename
          ${heldFields}
          ... on MutationDeleteVariantSuccess { data { ${deletionFields} } }
        }
      }`,
      { id, dryRun },
      options,
    );
    return unwrap(result.deleteVariant);
  }
}
