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

const fields = `id kind actor createdAt subjectId subjectName reason tagsAdded tagsRemoved aliasName
  gateRules { metric { datasetId split metric minimum maximum } comparison { datasetId split require } }`;

/** Something that somebody did; it stays when what it was done to (`subjectId`) is gone. */
export type Act = ResultOf<`fragment F on Act { ${typeof fields} }`>;

/** What somebody did; the first word is what it was done to. */
export type ActKind = Act["kind"];

/** Which acts: all conditions that are there must hold. */
export type ActFilter = InputOf<"ActFilterInput">;

/** Who did what in the zoo. */
export interface Acts {
  /**
   * Acts, newest first.
   * @example What became of a run by whom
   * ```ts
   * for await (const { kind, actor, createdAt } of zoo.acts.list({ filter: { subjectId: run.id } })) {
   *   console.log(createdAt, actor, kind);
   * }
   * ```
   */
  list(options?: ListOptions & { readonly filter?: ActFilter }): AsyncGenerator<Act, void>;
  page(options?: PageOptions & { readonly filter?: ActFilter }): Promise<Page<Act>>;
  count(filter?: ActFilter, options?: CallOptions): Promise<number>;
}

export function createActs(transport: Transport): Acts {
  return { list, page, count };

  function list({
    filter,
    ...options
  }: ListOptions & { readonly filter?: ActFilter } = {}): AsyncGenerator<Act, void> {
    return iteratePages((each) => page({ ...(filter && { filter }), ...each }), options);
  }

  async function page(options: PageOptions & { readonly filter?: ActFilter } = {}): Promise<Page<Act>> {
    const { acts } = await transport.query(
      `query Acts(${pageTypes}, $filter: ActFilterInput) {
        acts(${pageArguments}, filter: $filter) {
          edges { node { ${fields} } }
          ${pageInfo}
        }
      }`,
      { ...pageVariables(options), filter: options.filter ?? null },
      options,
    );
    return toPage(acts);
  }

  async function count(filter?: ActFilter, options?: CallOptions): Promise<number> {
    const { acts } = await transport.query(
      "query ActCount($filter: ActFilterInput) { acts(filter: $filter) { totalCount } }",
      { filter: filter ?? null },
      options,
    );
    return acts.totalCount;
  }
}
