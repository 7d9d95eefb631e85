import type { Node } from "../../../graph/graph.ts";
import type { DType } from "../../../graph/tensor_type.ts";
import type { ChainAccess } from "../kernels/chain.ts";
import type { Use, ValueId } from "./stage.ts";

/** Where an operand of an element-wise op comes from. */
export type ChainOperand =
  | { readonly kind: "node"; readonly id: number }
  | { readonly kind: "constant"; readonly dtype: DType; readonly value: number }
  | { readonly kind: "load"; readonly use: Use; readonly access: ChainAccess };

/** An operand before it is known which loop reads it: from memory, or a number. */
export type LoadedOperand = Exclude<ChainOperand, { readonly kind: "node" }>;

/** An op of a chain with its operands. */
export interface ChainMember {
  readonly node: Node;
  readonly operands: readonly ChainOperand[];
}

/** Element-wise ops over as many elements that are collected to run in one loop. */
export class OpenChain {
  readonly elements: number;
  readonly members: ChainMember[] = [];
  #cols: number | null = null;

  constructor(elements: number) {
    this.elements = elements;
  }

  /** Columns of the loop; null as long as any number will do. */
  get cols(): number | null {
    return this.#cols;
  }

  has(id: number): boolean {
    return this.members.some(({ node }) => node.id === id);
  }

  /** Adds an op that the loop has the columns for. */
  add(member: ChainMember, cols: number | null): void {
    this.members.push(member);
    this.#cols ??= cols;
  }
}

/** What a loop must offer to an op. */
interface ChainNeed {
  readonly loads: readonly LoadedOperand[];
  /** Elements of the op's result. */
  readonly elements: number;
  /** Columns in which its broadcasts are read; null if it has none. */
  readonly cols: number | null;
}

/** More ops in one loop would need more registers than there are. */
const LONGEST_CHAIN = 48;

/**
 * The loops of element-wise ops to which more ops may still be added. None of them reads what another computes, so they can end, and run,
 * in any order.
 */
export class OpenChains {
  readonly #onClose: (chain: OpenChain) => void;
  #open: OpenChain[] = [];

  /** @param onClose Called when a loop ends: everything that runs from now on finds its results. */
  constructor(onClose: (chain: OpenChain) => void) {
    this.#onClose = onClose;
  }

  /** Adds an op to the loop on which it depends, if there is one that fits, or to another, or to a new one. */
  join(node: Node, need: ChainNeed): void {
    const chain = this.#find(need);
    const operands = need.loads.map((load): ChainOperand => {
      const isOwn = load.kind === "load" && chain.has(load.use.value);
      return isOwn ? { kind: "node", id: load.use.value } : load;
    });
    chain.add({ node, operands }, need.cols);
  }

  /** Ends the loop that computes a value, if it is open. */
  closeOf(value: ValueId): void {
    const chain = this.#of(value);
    if (chain !== undefined) {
      this.#close(chain);
    }
  }

  /** Ends all loops. */
  closeAll(): void {
    for (const chain of [...this.#open]) {
      this.#close(chain);
    }
  }

  #of(value: ValueId): OpenChain | undefined {
    return this.#open.find((chain) => chain.has(value));
  }

  #close(chain: OpenChain): void {
    this.#open = this.#open.filter((each) => each !== chain);
    this.#onClose(chain);
  }

  /** Finds a loop for an op, and ends the other loops on whose results it depends. */
  #find({ loads, elements, cols }: ChainNeed): OpenChain {
    // a loop over as many elements that computes an operand gives it element by element, so that needs no look
    const fits = (chain: OpenChain): boolean =>
      chain.elements === elements &&
      chain.members.length < LONGEST_CHAIN &&
      (cols === null || chain.cols === null || chain.cols === cols);
    const feeding = new Set(
      loads.flatMap((load) => (load.kind === "load" ? (this.#of(load.use.value) ?? []) : [])),
    );
    const chosen =
      [...feeding].find(fits) ?? this.#open.findLast((chain) => !feeding.has(chain) && fits(chain));
    for (const chain of feeding) {
      if (chain !== chosen) {
        this.#close(chain);
      }
    }
    if (chosen !== undefined) {
      return chosen;
    }
    const created = new OpenChain(elements);
    this.#open.push(created);
    return created;
  }
}
