// deno-lint-ignore-file require-await -- async, so that what a call throws becomes a rejection
import { removeDeadCode } from "../../graph/dead_code.ts";
import { decompose } from "../../graph/decompose.ts";
import type { Node } from "../../graph/graph.ts";
import type { OpName } from "../../graph/op_attributes.ts";
import type { Entry, NamedTensors, Program } from "../../graph/program.ts";
import { allocate, type TensorData, type TensorType } from "../../graph/tensor_type.ts";
import { checkProgram } from "../check_program.ts";
import {
  checkFeeds,
  checkStateValues,
  requireEntry,
  requireStateType,
  stateTypes,
} from "../check_tensors.ts";
import type { Engine, EngineMode, Executable } from "../engine.ts";
import type { Lowering } from "./lowering.ts";
import { REFERENCE_LOWERINGS } from "./lowerings.ts";

function keeps(op: OpName): boolean {
  return REFERENCE_LOWERINGS[op] !== "decompose";
}

/** Values of all nodes of an entry, in order. */
function evaluate(entry: Entry, feeds: NamedTensors, state: NamedTensors): readonly TensorData[] {
  const { nodes } = entry.graph;
  const values: TensorData[] = [];
  for (const node of nodes) {
    const { op, inputs, attributes, type }: Node = node;
    // The table pairs each op with a lowering of its own attributes; compile made sure that it is no composite.
    const lower = REFERENCE_LOWERINGS[op] as unknown as Lowering<OpName>;
    values.push(
      lower({
        inputs: inputs.map((input) => values[input]!),
        inputTypes: inputs.map((input) => nodes[input]!.type),
        type,
        attributes,
        feeds,
        state,
      }),
    );
  }
  return values;
}

class ReferenceExecutable implements Executable {
  readonly #entries: Readonly<Record<string, Entry>>;
  readonly #types: ReadonlyMap<string, TensorType>;
  #state: Record<string, TensorData> | null;

  constructor(program: Program) {
    this.#entries = Object.fromEntries(
      Object.entries(program.entries).map(([name, entry]) => [name, decompose(removeDeadCode(entry), keeps)]),
    );
    this.#types = stateTypes(program);
    this.#state = Object.fromEntries(program.state.map(({ name, type }) => [name, allocate(type)]));
  }

  #requireState(): Record<string, TensorData> {
    if (this.#state === null) {
      throw new Error("Cannot use an executable as it must not be disposed");
    }
    return this.#state;
  }

  async run(name: string, feeds: NamedTensors): Promise<NamedTensors> {
    const state = this.#requireState();
    const entry = requireEntry(this.#entries, name);
    checkFeeds(name, entry, feeds);
    const byPlaceholder = Object.fromEntries(
      Object.entries(entry.feeds).map(([feed, id]) => {
        const node = entry.graph.nodes[id]!;
        return [node.op === "placeholder" ? node.attributes.name : feed, feeds[feed]!];
      }),
    );
    const values = evaluate(entry, byPlaceholder, state);
    // Lowerings may hand on an input as it is, so everything that leaves or stays is copied.
    const fetches = Object.fromEntries(
      Object.entries(entry.fetches).map(([fetch, id]) => [fetch, values[id]!.slice()]),
    );
    for (const [variable, id] of Object.entries(entry.updates)) {
      state[variable] = values[id]!.slice();
    }
    return fetches;
  }

  async readState(names?: readonly string[]): Promise<NamedTensors> {
    const state = this.#requireState();
    return Object.fromEntries(
      (names ?? [...this.#types.keys()]).map((name) => {
        requireStateType(this.#types, name, "read");
        return [name, state[name]!.slice()];
      }),
    );
  }

  async writeState(values: NamedTensors): Promise<void> {
    const state = this.#requireState();
    checkStateValues(this.#types, values);
    for (const [name, data] of Object.entries(values)) {
      state[name] = data.slice();
    }
  }

  dispose(): void {
    this.#state = null;
  }
}

class ReferenceEngine implements Engine {
  readonly id = "reference";
  readonly mode: EngineMode = "portable";
  readonly threads = 1;

  async compile(program: Program): Promise<Executable> {
    checkProgram(program);
    return new ReferenceExecutable(program);
  }
}

/**
 * Runs programs with plain loops: what the other engines are compared with.
 * Every element is rounded to float32 once; sums, dot products and convolutions add up in double precision before that.
 * It is short and slow on purpose.
 */
export function createReferenceEngine(): Engine {
  return new ReferenceEngine();
}
