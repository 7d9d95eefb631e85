import type { ResultOf } from "../document.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import {
  iteratePages,
  type ListOptions,
  type Page,
  type PageOptions,
  pageVariables,
  toPage,
} from "./pages.ts";

const fields = `id digest classes testAccuracy testLoss metrics pretraining sizeBytes createdAt
  model { id name } variant { id name } dataset { id name } run { id engine seed }`;

/** A trained, immutable model. */
export type Version = ResultOf<`fragment F on Version { ${typeof fields} }`>;

/** Which versions to list. */
export interface VersionFilter {
  readonly modelId?: string | undefined;
}

/** The versions of the zoo. */
export interface Versions {
  get(id: string, options?: CallOptions): Promise<Version | null>;
  /** The model card of a version, as Markdown. */
  card(id: string, options?: CallOptions): Promise<string | null>;
  /** Versions, newest first. */
  list(options?: ListOptions & VersionFilter): AsyncGenerator<Version, void>;
  page(options?: PageOptions & VersionFilter): Promise<Page<Version>>;
}

export function createVersions(transport: Transport): Versions {
  return { get, card, list, page };

  async function get(id: string, options?: CallOptions): Promise<Version | null> {
    const { version } = await transport.query(
      `query Version($id: ID!) { version(id: $id) { ${fields} } }`,
      { id },
      options,
    );
    return version;
  }

  async function card(versionId: string, options?: CallOptions): Promise<string | null> {
    const { modelCard } = await transport.query(
      "query ModelCard($versionId: ID!) { modelCard(versionId: $versionId) { markdown } }",
      { versionId },
      options,
    );
    return modelCard?.markdown ?? null;
  }

  function list({ modelId, ...options }: ListOptions & VersionFilter = {}): AsyncGenerator<Version, void> {
    return iteratePages((each) => page({ modelId, ...each }), options);
  }

  async function page(options: PageOptions & VersionFilter = {}): Promise<Page<Version>> {
    const { versions } = await transport.query(
      `query Versions($first: Int, $after: String, $modelId: ID) {
        versions(first: $first, after: $after, modelId: $modelId) {
          edges { node { ${fields} } }
          pageInfo { endCursor hasNextPage }
        }
      }`,
      { ...pageVariables(options), modelId: options.modelId ?? null },
      options,
    );
    return toPage(versions);
  }
}
