import type { Node, NodeOf } from "../../../graph/graph.ts";
import { sameShape } from "../../../graph/tensor_type.ts";
import { findEpilogue } from "./epilogue.ts";
import { WASM_LOWERINGS } from "./lowerings.ts";
import type { OpenChain } from "./open_chains.ts";
import type { Stage, Use, ValueId } from "./stage.ts";
import { rootOf } from "./values.ts";

/** What is known of the readers of an entry's values. */
interface Readers {
  readonly nodes: readonly Node[];
  readonly readers: ReadonlyMap<number, readonly number[]>;
  /** Whether a value must be in memory at the end of the run. */
  readonly isKept: (id: number) => boolean;
}

/** Has stages of a block do what comes behind them, before they write, where nobody else reads what they would have written. */
export class StageFusion {
  readonly #stages: Stage[];
  readonly #graph: Readers;

  /** @param stages Of the block so far; a stage that does more takes the place of the one that did less. */
  constructor(stages: Stage[], graph: Readers) {
    this.#stages = stages;
    this.#graph = graph;
  }

  /** Whether anything but its own loop reads a node, also through reshapes and broadcasts. */
  isRead(id: number, chain: OpenChain): boolean {
    const { nodes, readers, isKept } = this.#graph;
    if (isKept(id)) {
      return true;
    }
    return (readers.get(id) ?? []).some((reader) =>
      WASM_LOWERINGS[nodes[reader]!.op] === "view" ? this.isRead(reader, chain) : !chain.has(reader),
    );
  }

  /**
   * Has the stage whose result a loop reads do the loop's work, where that is possible.
   * @param stored What the loop writes.
   */
  takeChain(chain: OpenChain, stored: ReadonlyMap<ValueId, Use>): boolean {
    const loaded = chain.members.flatMap(({ operands }) =>
      operands.flatMap((operand) => (operand.kind === "load" ? [operand.use.value] : [])),
    );
    const index = this.#maker(loaded);
    const producer = this.#stages[index];
    const input = producer?.writes[0];
    if (producer?.withEpilogue === undefined || input === undefined || this.isRead(input.value, chain)) {
      return false;
    }
    const epilogue = findEpilogue(chain, { input, stored });
    return epilogue !== null && this.#replace(index, producer.withEpilogue(epilogue), epilogue.flops);
  }

  /** Has the stage whose result a max-pooling reads do the pooling, where that is possible. */
  takePooling(
    node: NodeOf<"maxPool">,
    {
      pooled,
      companion,
      flops,
    }: {
      readonly pooled: Use;
      /** The node that asks for the positions of the maxima, and where these go. */
      readonly companion: { readonly id: number; readonly positions: Use } | undefined;
      readonly flops: number;
    },
  ): boolean {
    const { nodes, readers, isKept } = this.#graph;
    const { size, strides, padding } = node.attributes;
    const source = rootOf(nodes, node.inputs[0]!);
    const isOther = (reader: number): boolean => reader !== node.id && reader !== companion?.id;
    const index = this.#maker([source]);
    const withPooling = this.#stages[index]?.withPooling;
    if (
      withPooling === undefined ||
      !sameShape(size, strides) ||
      Object.values(padding).some((side) => side > 0) ||
      isKept(source) ||
      readers.get(source)!.some(isOther)
    ) {
      return false;
    }
    const [, rows, columns] = node.type.shape as [number, number, number, number];
    const fused = withPooling({
      name: `maxPool${companion === undefined ? "" : " with positions"}`,
      size,
      pooled,
      positions: companion?.positions ?? null,
      seen: { rows: rows * size[0], columns: columns * size[1] },
    });
    return fused !== null && this.#replace(index, fused, flops);
  }

  /** The stage that makes one of some values last. */
  #maker(values: readonly ValueId[]): number {
    return this.#stages.findLastIndex(({ writes }) => writes.some(({ value }) => values.includes(value)));
  }

  #replace(index: number, stage: Stage, moreFlops: number): true {
    this.#stages[index] = { ...stage, flops: (this.#stages[index]!.flops ?? 0) + moreFlops };
    return true;
  }
}
