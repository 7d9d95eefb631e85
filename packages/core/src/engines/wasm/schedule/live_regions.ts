import type { Node, NodeOf } from "../../../graph/graph.ts";
import type { ConvolutionAttributes } from "../../../graph/ops/convolution.ts";
import type { PoolAttributes } from "../../../graph/ops/pooling.ts";
import type { Entry } from "../../../graph/program.ts";
import { sameShape } from "../../../graph/tensor_type.ts";
import { WASM_LOWERINGS } from "./lowerings.ts";
import type { Region } from "./region.ts";
import { uniformValue } from "./values.ts";

/** What of the images of an entry's tensors matters. Values without images have no region: all of them matters. */
export interface LiveRegions {
  /** By node: the part that anything reads. What is outside need not be computed, and may hold anything. */
  readonly needed: ReadonlyMap<number, Region>;
  /** By node: the part outside of which all numbers are 0. */
  readonly nonZero: ReadonlyMap<number, Region>;
}

function smaller(a: Region, b: Region): Region {
  return { rows: Math.min(a.rows, b.rows), columns: Math.min(a.columns, b.columns) };
}

function larger(a: Region, b: Region): Region {
  return { rows: Math.max(a.rows, b.rows), columns: Math.max(a.columns, b.columns) };
}

/** All of a tensor's images; undefined if it is none of images. */
function wholeOf({ type: { shape } }: Node): Region | undefined {
  return shape.length === 4 ? { rows: shape[1]!, columns: shape[2]! } : undefined;
}

/** What of a tensor the windows see whose results are the first rows and columns of another. */
function seen(
  { rows, columns }: Region,
  {
    strides,
    padding,
    extent,
  }: Pick<PoolAttributes, "strides" | "padding"> & { readonly extent: readonly [number, number] },
): Region {
  return {
    rows: Math.max(1, (rows - 1) * strides[0] + extent[0] - padding.top),
    columns: Math.max(1, (columns - 1) * strides[1] + extent[1] - padding.left),
  };
}

/** The extent of a kernel with its dilations. */
function extentOf(kernel: Node, { dilations }: ConvolutionAttributes): [number, number] {
  const [height, width] = kernel.type.shape as [number, number];
  return [(height - 1) * dilations[0] + 1, (width - 1) * dilations[1] + 1];
}

class RegionFinder {
  readonly #entry: Entry;
  readonly #nodes: readonly Node[];
  readonly #nonZero = new Map<number, Region>();
  readonly #needed = new Map<number, Region>();

  constructor(entry: Entry) {
    this.#entry = entry;
    this.#nodes = entry.graph.nodes;
  }

  find(): LiveRegions {
    for (const node of this.#nodes) {
      const whole = wholeOf(node);
      if (whole !== undefined) {
        this.#nonZero.set(node.id, smaller(this.#nonZeroOf(node, whole), whole));
      }
    }
    for (const id of [...Object.values(this.#entry.fetches), ...Object.values(this.#entry.updates)]) {
      this.#needWhole(id);
    }
    for (const node of this.#nodes.toReversed()) {
      this.#needInputs(node);
    }
    return { needed: this.#needed, nonZero: this.#nonZero };
  }

  #nonZeroOf(node: Node, whole: Region): Region {
    const nodes = this.#nodes;
    const of = (index: number): Region => {
      const id = node.inputs[index]!;
      if (uniformValue(nodes, id) === 0) {
        return { rows: 0, columns: 0 };
      }
      return sameShape(nodes[id]!.type.shape, node.type.shape) ? (this.#nonZero.get(id) ?? whole) : whole;
    };
    switch (node.op) {
      case "maxUnpool":
      case "avgPoolGrad": {
        const upstream = node.inputs[node.op === "maxUnpool" ? 1 : 0]!;
        const { strides, padding, size } = node.attributes;
        return seen(this.#nonZero.get(upstream) ?? wholeOf(nodes[upstream]!)!, {
          strides,
          padding,
          extent: size,
        });
      }
      case "conv2dBackpropInput": {
        const [kernel, upstream] = node.inputs as [number, number];
        const { strides, padding } = node.attributes;
        return seen(this.#nonZero.get(upstream)!, {
          strides,
          padding,
          extent: extentOf(nodes[kernel]!, node.attributes),
        });
      }
      case "select":
        return larger(of(1), of(2));
      case "add":
        return larger(of(0), of(1));
      case "neg":
        return of(0);
      default:
        return whole;
    }
  }

  #need(id: number, region: Region): void {
    const whole = wholeOf(this.#nodes[id]!);
    if (whole !== undefined) {
      const before = this.#needed.get(id);
      const now = smaller(region, whole);
      this.#needed.set(id, before === undefined ? now : larger(before, now));
    }
  }

  #needWhole(id: number): void {
    const whole = wholeOf(this.#nodes[id]!);
    if (whole !== undefined) {
      this.#need(id, whole);
    }
  }

  /** What a node needs of its inputs, once it is known what others need of it. */
  #needInputs(node: Node): void {
    const needed = this.#needed.get(node.id);
    switch (node.op) {
      case "maxPool":
      case "maxPoolIndex":
      case "avgPool": {
        const { strides, padding, size } = node.attributes;
        this.#need(node.inputs[0]!, seen(needed ?? wholeOf(node)!, { strides, padding, extent: size }));
        return;
      }
      case "conv2d": {
        const [x, kernel] = node.inputs as [number, number];
        this.#needWhole(kernel);
        this.#need(x, this.#seenBy(node, kernel, needed ?? wholeOf(node)!));
        return;
      }
      case "conv2dBackpropInput": {
        const [kernel, upstream] = node.inputs as [number, number];
        this.#needWhole(kernel);
        this.#need(upstream, this.#nonZero.get(upstream)!);
        return;
      }
      case "conv2dBackpropFilter": {
        const [x, upstream] = node.inputs as [number, number];
        const live = this.#nonZero.get(upstream)!;
        this.#need(upstream, live);
        this.#need(x, this.#seenBy(node, node.id, live));
        return;
      }
      default:
        if (needed !== undefined && WASM_LOWERINGS[node.op] === "chain") {
          this.#needAligned(node, needed);
        } else {
          for (const input of node.inputs) {
            this.#needWhole(input);
          }
        }
    }
  }

  /** What of its images a convolution sees for some region of its results. */
  #seenBy(
    { attributes: { strides, padding, ...rest } }: NodeOf<"conv2d"> | NodeOf<"conv2dBackpropFilter">,
    kernel: number,
    region: Region,
  ): Region {
    const extent = extentOf(this.#nodes[kernel]!, { strides, padding, ...rest });
    return seen(region, { strides, padding, extent });
  }

  #needAligned(node: Node, needed: Region): void {
    for (const [index, input] of node.inputs.entries()) {
      if (!sameShape(this.#nodes[input]!.type.shape, node.type.shape)) {
        this.#needWhole(input);
      } else if (node.op === "select" && index === 0) {
        // where both choices are 0 it does not matter which is chosen
        this.#need(input, smaller(needed, this.#nonZero.get(node.id)!));
      } else {
        this.#need(input, needed);
      }
    }
  }
}

/**
 * Finds what of each tensor of images is live. A pooling whose windows do not come to the last rows and columns never reads them, and sends
 * them no gradient: so the convolution before it need not compute them, and its gradients need not look at them.
 * Regions begin at the first row and column of an image, since windows do.
 */
export function findLiveRegions(entry: Entry): LiveRegions {
  return new RegionFinder(entry).find();
}
