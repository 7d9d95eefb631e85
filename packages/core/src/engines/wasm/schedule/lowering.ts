import type { NodeOf } from "../../../graph/graph.ts";
import type { OpName } from "../../../graph/op_attributes.ts";
import type { TensorType } from "../../../graph/tensor_type.ts";
import type { Region } from "./region.ts";
import type { Stage, Use } from "./stage.ts";

/** What the lowering of an op knows. */
export interface LoweringContext<TName extends OpName> {
  readonly node: NodeOf<TName>;
  /** What it reads, one an input. */
  readonly inputs: readonly Use[];
  /** What it writes. */
  readonly output: Use;
  /** What it writes besides, for a later node. */
  readonly companion: Use | undefined;
  /** What of its images matters. */
  readonly live: LiveParts;
  /** Types of the inputs as a whole. */
  readonly inputTypes: readonly TensorType[];
  /** Whether it runs image by image and adds to its output. */
  readonly accumulate: boolean;
  /**
   * Makes a tensor of so many bytes that a stage before fills: once, whatever runs image by image, and only after a change if all that it
   * reads is state that the entry leaves as it is.
   */
  readonly prepare: (
    made: {
      readonly bytes: number;
      /** Tells it from others that are made of the same tensor. */
      readonly form: string;
    },
    stage: (target: Use) => Stage,
  ) => Use;
  /** Makes a tensor of so many bytes to which each image adds, and a stage behind, which turns the sums into what the op gives. */
  readonly finish: (bytes: number, stage: (sums: Use) => Stage) => Use;
}

/** What of images matters to an op; undefined where a tensor is none of images. */
export interface LiveParts {
  /** Of its output: what anything reads. */
  readonly needed: Region | undefined;
  /** Of its output: outside of this all is 0. */
  readonly nonZero: Region | undefined;
  /** Of each input: outside of this all is 0. */
  readonly nonZeroInputs: readonly (Region | undefined)[];
}

/** How the engine runs an op. */
export type Lowering<TName extends OpName> =
  /** Its elements are in memory already. */
  | "leaf"
  /** The elements of its input, in their order. */
  | "view"
  /** Its input, element after element again: read where it is, or written out. */
  | "broadcast"
  /** Element by element, in a loop with others. */
  | "chain"
  /** Through its decomposition. */
  | "decompose"
  /** As a stage. */
  | ((context: LoweringContext<TName>) => Stage);

/** Every op's lowering. */
export type LoweringTable = { readonly [TName in OpName]: Lowering<TName> };
