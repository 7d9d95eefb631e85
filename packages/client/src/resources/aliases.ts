import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { unwrap } from "./unwrap.ts";

const fields = "id name moveCount createdAt updatedAt model { id name } version { id digest }";

/** A name within a model that points to one of its versions. */
export type Alias = ResultOf<`fragment F on Alias { ${typeof fields} }`>;

/** A move of an alias. */
export type MoveAlias = InputOf<"MoveAliasInput">;

/** What a version must show before an alias may move to it. */
export type SetGate = InputOf<"SetGateInput">;

/** The aliases of the zoo. */
export interface Aliases {
  get(modelId: string, name: string, options?: CallOptions): Promise<Alias | null>;
  /** @returns The id of the version to which the alias pointed at a moment; null if to none. */
  at(modelId: string, name: string, time: Date, options?: CallOptions): Promise<string | null>;
  /**
   * Moves an alias, making it if there is none.
   * @throws {ClientError} `CONFLICT` if it points to another version than was expected; `GATE_FAILED` if it has a gate that the
   * version does not pass: `details.outcomes` says which rules.
   */
  move(input: MoveAlias, options?: CallOptions): Promise<Alias>;
  /** Sets the rules of an alias's gate, in place of those that it has; no rules: no gate. */
  setGate(input: SetGate, options?: CallOptions): Promise<void>;
}

export function createAliases(transport: Transport): Aliases {
  return { get, at, move, setGate };

  async function get(modelId: string, name: string, options?: CallOptions): Promise<Alias | null> {
    const { alias } = await transport.query(
      `query Alias($modelId: ID!, $name: String!) { alias(modelId: $modelId, name: $name) { ${fields} } }`,
      { modelId, name },
      options,
    );
    return alias;
  }

  async function at(
    modelId: string,
    name: string,
    time: Date,
    options?: CallOptions,
  ): Promise<string | null> {
    const { aliasAt } = await transport.query(
      `query AliasAt($modelId: ID!, $name: String!, $time: DateTime!) {
        aliasAt(modelId: $modelId, name: $name, time: $time) { id }
      }`,
      { modelId, name, time: time.toISOString() },
      options,
    );
    return aliasAt?.id ?? null;
  }

  async function move(input: MoveAlias, options?: CallOptions): Promise<Alias> {
    const { moveAlias } = await transport.mutate(
      `mutation MoveAlias($input: MoveAliasInput!) {
        moveAlias(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on GateError { outcomes { passed message } }
          ... on MutationMoveAliasSuccess { data { ${fields} } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(moveAlias);
  }

  async function setGate(input: SetGate, options?: CallOptions): Promise<void> {
    const { setGate: result } = await transport.mutate(
      `mutation SetGate($input: SetGateInput!) {
        setGate(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationSetGateSuccess { data { aliasName } }
        }
      }`,
      { input },
      options,
    );
    unwrap(result);
  }
}
