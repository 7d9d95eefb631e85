import type { Node } from "../../../graph/graph.ts";
import { sizeOf } from "../../../graph/tensor_type.ts";
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
  #inside: Sliceable[] = [];
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
    const { looped, others } = separate(this.#inside, this.#nodes);
    const whole = (nodes: readonly Node[]): Block => ({
      images: null,
      nodes: nodes.map((node) => ({ node, slicing: null })),
    });
    this.#blocks.push(
      whole([...this.#before, ...others]),
      { images: this.#images, nodes: looped },
      whole(this.#after),
    );
    this.#before = [];
    this.#inside = [];
    this.#after = [];
    this.#progress.clear();
  }
}

/** A node that can run image by image. */
interface Sliceable {
  readonly node: Node;
  readonly slicing: Slicing;
}

/** From so many elements an image on, an op over images is worth a loop of its own: threads can share that. */
const LARGE_IMAGE = 256;

/** Whether an op gives, or goes through, images of some size, as normalisation does between two sums over all of them. */
function hasLargeImages({ node, slicing }: Sliceable, nodes: readonly Node[]): boolean {
  const types = [node.type, ...node.inputs.map((id) => nodes[id]!.type)];
  const sliced = [slicing.output, ...slicing.inputs];
  return types.some(
    ({ shape }, index) =>
      sliced[index] === "slice" && shape.length === 4 && sizeOf(shape) >= shape[0]! * LARGE_IMAGE,
  );
}

/**
 * Separates what belongs to ops over images, by whatever way values pass between them, from what could join the loop but has nothing to do
 * with it, such as the update of a matrix that happens to have as many rows as there are images.
 */
function separate(
  inside: readonly Sliceable[],
  nodes: readonly Node[],
): { looped: Sliceable[]; others: Node[] } {
  const neighbours = new Map<number, number[]>(inside.map(({ node }) => [node.id, []]));
  for (const { node } of inside) {
    for (const input of node.inputs) {
      if (neighbours.has(input)) {
        neighbours.get(node.id)!.push(input);
        neighbours.get(input)!.push(node.id);
      }
    }
  }
  const reached = new Set<number>();
  const pending = inside
    .filter((each) => isSpatial(each.node) || hasLargeImages(each, nodes))
    .map(({ node }) => node.id);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (!reached.has(id)) {
      reached.add(id);
      pending.push(...neighbours.get(id)!);
    }
  }
  return {
    looped: inside.filter(({ node }) => reached.has(node.id)),
    others: inside.flatMap(({ node }) => (reached.has(node.id) ? [] : [node])),
  };
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

/**
 * Cuts an entry's nodes into blocks, in an order in which each finds its inputs done.
 * A block that loops over images holds convolutions, pooling and all that passes values to and from them image by image; it ends where a node
 * must see the results for all images. Blocks between them run once. An entry without ops over images is one block.
 */
export function findBlocks(nodes: readonly Node[]): Block[] {
  return new BlockFinder(nodes).find();
}
