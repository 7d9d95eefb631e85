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
import { unwrap } from "./unwrap.ts";

const fields = `id digest classes testAccuracy testLoss figures { name value } metrics pretraining sizeBytes createdAt
  model { id name } variant { id name } dataset { id name } run { id engine seed }`;

/** A trained, immutable model. */
export type Version = ResultOf<`fragment F on Version { ${typeof fields} }`>;

/** Which versions to list. */
export interface VersionFilter {
  readonly modelId?: string | undefined;
}

/** Tags to give to a version and to take from it. */
export type TagVersion = InputOf<"TagVersionInput">;

/** Which versions may go. */
export type RetentionRule = InputOf<"RetentionRuleInput">;

/** The versions of the zoo. */
export interface Versions {
  get(id: string, options?: CallOptions): Promise<Version | null>;
  /** The model card of a version, as Markdown. */
  card(id: string, options?: CallOptions): Promise<string | null>;
  /** Versions, newest first. */
  list(options?: ListOptions & VersionFilter): AsyncGenerator<Version, void>;
  page(options?: PageOptions & VersionFilter): Promise<Page<Version>>;
  /** Changes the tags of a version. @returns All that it has then. */
  tag(input: TagVersion, options?: CallOptions): Promise<readonly string[]>;
  /** Writes the note of a version, as Markdown, in place of the one that it has. */
  note(id: string, text: string, options?: CallOptions): Promise<void>;
  /** Keeps a version from being deleted, whatever its age. */
  pin(id: string, reason?: string, options?: CallOptions): Promise<void>;
  unpin(id: string, options?: CallOptions): Promise<void>;
  /** The ids of what a rule would delete now, oldest first: 100 at most. Deletes nothing. */
  planRetention(rule: RetentionRule, options?: CallOptions): Promise<readonly string[]>;
  /** Deletes what a rule lets go and nothing needs, 200 versions at most. @returns Their ids. */
  deleteByRetention(rule: RetentionRule, options?: CallOptions): Promise<readonly string[]>;
}

export function createVersions(transport: Transport): Versions {
  return { get, card, list, page, tag, note, pin, unpin, planRetention, deleteByRetention };

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
      `query Versions(${pageTypes}, $modelId: ID) {
        versions(${pageArguments}, modelId: $modelId) {
          edges { node { ${fields} } }
          ${pageInfo}
        }
      }`,
      { ...pageVariables(options), modelId: options.modelId ?? null },
      options,
    );
    return toPage(versions);
  }

  async function tag(input: TagVersion, options?: CallOptions): Promise<readonly string[]> {
    const { tagVersion } = await transport.mutate(
      `mutation TagVersion($input: TagVersionInput!) {
        tagVersion(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationTagVersionSuccess { data { tags } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(tagVersion).tags;
  }

  async function note(versionId: string, text: string, options?: CallOptions): Promise<void> {
    const { noteVersion } = await transport.mutate(
      `mutation NoteVersion($input: NoteVersionInput!) {
        noteVersion(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationNoteVersionSuccess { data { id } }
        }
      }`,
      { input: { versionId, text } },
      options,
    );
    unwrap(noteVersion);
  }

  async function pin(versionId: string, reason = "", options?: CallOptions): Promise<void> {
    const { pinVersion } = await transport.mutate(
      `mutation PinVersion($input: PinVersionInput!) {
        pinVersion(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationPinVersionSuccess { data { id } }
        }
      }`,
      { input: { versionId, reason } },
      options,
    );
    unwrap(pinVersion);
  }

  async function unpin(versionId: string, options?: CallOptions): Promise<void> {
    const { unpinVersion } = await transport.mutate(
      `mutation UnpinVersion($versionId: ID!) {
        unpinVersion(versionId: $versionId) {
          __typename
          ... on Error { message code }
          ... on MutationUnpinVersionSuccess { data { id } }
        }
      }`,
      { versionId },
      options,
    );
    unwrap(unpinVersion);
  }

  async function planRetention(rule: RetentionRule, options?: CallOptions): Promise<readonly string[]> {
    const { retentionPlan } = await transport.query(
      `query RetentionPlan($input: RetentionRuleInput!) {
        retentionPlan(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on QueryRetentionPlanSuccess { data { versions(first: 100) { edges { node { id } } } } }
        }
      }`,
      { input: rule },
      options,
    );
    return unwrap(retentionPlan).versions.edges.map(({ node }) => node.id);
  }

  async function deleteByRetention(rule: RetentionRule, options?: CallOptions): Promise<readonly string[]> {
    const { deleteVersions } = await transport.mutate(
      `mutation DeleteVersions($input: RetentionRuleInput!) {
        deleteVersions(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationDeleteVersionsSuccess { data { versionIds } }
        }
      }`,
      { input: rule },
      options,
    );
    return unwrap(deleteVersions).versionIds;
  }
}
