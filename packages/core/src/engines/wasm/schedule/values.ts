import type { Node } from "../../../graph/graph.ts";
import { bytesPerElement, sizeOf, type TensorType } from "../../../graph/tensor_type.ts";
import type { ValueId } from "./stage.ts";

/** Follows reshapes to the node whose elements are in memory. */
export function rootOf(nodes: readonly Node[], id: number): number {
  let node = nodes[id]!;
  while (node.op === "reshape") {
    node = nodes[node.inputs[0]!]!;
  }
  return node.id;
}

/** The one number that all elements of a node have, if it is a constant under any shape; null if it is not. */
export function uniformValue(nodes: readonly Node[], id: number): number | null {
  let node = nodes[id]!;
  while (node.op === "reshape" || node.op === "broadcastTo") {
    node = nodes[node.inputs[0]!]!;
  }
  if (node.op !== "constant" || node.attributes.values.length !== 1) {
    return null;
  }
  const [value] = node.attributes.values as [number];
  // as the byte that it would be in memory
  return node.type.dtype === "uint8" ? value & 0xff : value;
}

/** Bytes of a tensor. */
export function bytesOf({ dtype, shape }: TensorType): number {
  return sizeOf(shape) * bytesPerElement(dtype);
}

/** Tensors that stages make for one another, beside those of nodes. */
export class ExtraValues {
  readonly #first: ValueId;
  readonly #bytes: number[] = [];

  /** @param nodeCount Number of nodes: their ids are taken. */
  constructor(nodeCount: number) {
    this.#first = nodeCount;
  }

  /** A new one. */
  add(bytes: number): ValueId {
    this.#bytes.push(bytes);
    return this.#first + this.#bytes.length - 1;
  }

  /** Bytes of one; undefined if the id is a node's. */
  bytes(value: ValueId): number | undefined {
    return this.#bytes[value - this.#first];
  }
}
