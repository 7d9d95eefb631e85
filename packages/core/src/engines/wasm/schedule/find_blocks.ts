import type { Node } from "../../../graph/graph.ts";
import { imageCount, isSpatial, type Slicing, slicingOf } from "./slicing.ts";

/** Nodes that run one after the other: each over all images at once, or all of them for one image after another. */
export interface Block {
  /** How often it runs; null: once, over everything. */
  readonly images: number | null;
  readonly nodes: readonly BlockNode[];
}

/** A node and how it runs in its block; null in a block that runs once. */
export interface BlockNode {
  readonly node: Node;
  readonly slicing: Slicing | null;
}

/** Where the value of a node is while a run of images is being collected. */
type Progress = "slice" | "sum" | "after";

/** Leaves need no computing. */
function isLeaf({ op }: Node): boolean {
  return op === "placeholder" || op === "variable" || op === "constant";
}

/**
 * Small tensors without an axis beside that of the images are never worth a loop, and may as well be a bias of as many elements.
 */
function isWorthSlicing(node: Node): boolean {
  return node.type.shape.length > 1;
}

/**
 * Collects the longest runs of ops that can go through one image after another, so that what one op leaves for the next stays in the cache.
 * What such a run does not need is moved before or behind it.
 */
class BlockFinder {
  readonly #nodes: readonly Node[];
  readonly #images: number | null;
  readonly #blocks: Block[] = [];
  readonly #progress = new Map<number, Progress>();
  #before: Node[] = [];
  #inside: { node: Node; slicing: Slicing }[] = [];
  #after: Node[] = [];

  constructor(nodes: readonly Node[]) {
    this.#nodes = nodes;
    this.#images = imageCount(nodes);
  }

  find(): Block[] {
    for (const node of this.#nodes) {
      if (!isLeaf(node)) {
        this.#place(node);
      }
    }
    this.#close();
    return mergeWhole(this.#blocks);
  }

  #slicing(node: Node): Slicing | null {
    if (this.#images === null) {
      return null;
    }
    const slicing = slicingOf(node, this.#nodes, this.#images);
    return slicing?.output === "sum" || isWorthSlicing(node) ? slicing : null;
  }

  #place(node: Node): void {
    const slicing = this.#slicing(node);
    if (slicing !== null) {
      const fits = node.inputs.every((input, index) => {
        const progress = this.#progress.get(input);
        return progress === undefined || (progress === "slice" && slicing.inputs[index] === "slice");
      });
      if (!fits) {
        this.#close();
      }
      this.#inside.push({ node, slicing });
      this.#progress.set(node.id, slicing.output);
      return;
    }
    if (node.inputs.some((input) => this.#progress.has(input))) {
      this.#after.push(node);
      this.#progress.set(node.id, "after");
    } else {
      this.#before.push(node);
    }
  }

  #close(): void {
    const inside = this.#inside;
    const whole = (nodes: readonly Node[]): Block => ({
      images: null,
      nodes: nodes.map((node) => ({ node, slicing: null })),
    });
    this.#blocks.push(whole(this.#before));
    if (inside.some(({ node }) => isSpatial(node))) {
      this.#blocks.push({ images: this.#images, nodes: inside });
    } else {
      this.#blocks.push(whole(inside.map(({ node }) => node)));
    }
    this.#blocks.push(whole(this.#after));
    this.#before = [];
    this.#inside = [];
    this.#after = [];
    this.#progress.clear();
  }
}

/** Joins neighbours that run once, and drops empty blocks. */
function mergeWhole(blocks: readonly Block[]): Block[] {
  const merged: Block[] = [];
  for (const block of blocks) {
    const last = merged.at(-1);
    if (block.nodes.length === 0) {
      continue;
    }
    if (last !== undefined && last.images === null && block.images === null) {
      merged[merged.length - 1] = { images: null, nodes: [...last.nodes, ...block.nodes] };
    } else {
      merged.push(block);
    }
  }
  return merged;
}

/** Cuts an entry's nodes into blocks, in an order in which each finds its inputs done. */
export function findBlocks(nodes: readonly Node[]): Block[] {
  return new BlockFinder(nodes).find();
}
