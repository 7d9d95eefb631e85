import type { Node, NodeOf } from "../../../graph/graph.ts";
import { sameShape } from "../../../graph/tensor_type.ts";
import { findEpilogue } from "./epilogue.ts";
import type { LiveRegions } from "./live_regions.ts";
import { WASM_LOWERINGS } from "./lowerings.ts";
import type { OpenChain } from "./open_chains.ts";
import { isWithin } from "./region.ts";
import type { Stage, Use, ValueId } from "./stage.ts";
import { rootOf } from "./values.ts";

/** What is known of the readers of an entry's values. */
interface Readers {
  readonly nodes: readonly Node[];
  readonly readers: ReadonlyMap<number, readonly number[]>;
  /** Whether a value must be in memory at the end of the run. */
  readonly isKept: (id: number) => boolean;
  readonly regions: LiveRegions;
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
    const last = this.#maker(loaded);
    for (let index = last; index >= 0; index--) {
      const { writes, withEpilogue } = this.#stages[index]!;
      const input = writes[0];
      if (
        withEpilogue !== undefined &&
        input !== undefined &&
        loaded.includes(input.value) &&
        !this.isRead(input.value, chain) &&
        this.#canMove(index, last) &&
        this.#computes(this.#stages[index]!, stored)
      ) {
        const epilogue = findEpilogue(chain, { input, stored });
        if (epilogue !== null) {
          return this.#replace(index, withEpilogue(epilogue), { moreFlops: epilogue.flops, to: last });
        }
      }
    }
    return false;
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
    return fused !== null && this.#replace(index, fused, { moreFlops: flops, to: index });
  }

  /** The stage that makes one of some values last. */
  #maker(values: readonly ValueId[]): number {
    return this.#stages.findLastIndex(({ writes }) => writes.some(({ value }) => values.includes(value)));
  }

  /** Whether a stage goes over all that is needed of what a loop writes, which may be more than is needed of the loop's input. */
  #computes({ computes }: Stage, stored: ReadonlyMap<ValueId, Use>): boolean {
    const { needed } = this.#graph.regions;
    return (
      computes === undefined ||
      [...stored.keys()].every((id) => isWithin(needed.get(id) ?? computes, computes))
    );
  }

  /** Whether a stage may as well run behind a later one. */
  #canMove(index: number, to: number): boolean {
    const made = this.#stages[index]!.writes.map(({ value }) => value);
    return !this.#stages
      .slice(index + 1, to + 1)
      .some(({ reads }) => reads.some(({ value }) => made.includes(value)));
  }

  /** Puts a stage that does more in the place of one, behind what it reads now. */
  #replace(index: number, stage: Stage, { moreFlops, to }: { moreFlops: number; to: number }): true {
    const [{ flops = 0 }] = this.#stages.splice(index, 1) as [Stage];
    this.#stages.splice(to, 0, { ...stage, flops: flops + moreFlops });
    return true;
  }
}
