import type { Size2d } from "../../../graph/ops/window.ts";
import type { TensorType } from "../../../graph/tensor_type.ts";
import type { I32 } from "../assembler/expression.ts";
import type { FunctionBuilder } from "../assembler/function_builder.ts";
import type { Operand } from "../kernels/operand.ts";
import type { TargetFeatures } from "../kernels/target_features.ts";
import type { Epilogue } from "./epilogue.ts";
import type { Region } from "./region.ts";

/** A tensor in memory: the id of the node that gives it, or a number of its own if a stage makes it for another stage. */
export type ValueId = number;

/** What a stage reads or writes of a tensor. */
export interface Use {
  readonly value: ValueId;
  /** What the stage sees: of one image's part, that. */
  readonly type: TensorType;
  /** Whether it sees one image's part of a tensor that has the axis of the images. */
  readonly sliced: boolean;
  /** Of a read: whether each element is needed only for the elements at its own place, so that these may be written over it. */
  readonly isAligned?: boolean;
}

/** What a stage works on when its code is emitted, each operand at the place of its use. */
export interface StageOperands {
  readonly reads: readonly Operand[];
  readonly writes: readonly Operand[];
  /** Memory of its own for this run, in which it finds anything. */
  readonly scratch: I32;
  /** Number of the image; in a stage that runs once the number of its part. */
  readonly image: I32;
}

/** A max-pooling, windows side by side and without padding, of what a stage gives to nobody else. */
export interface FusedPooling {
  /** For people: `maxPool with positions`. */
  readonly name: string;
  readonly size: Size2d;
  readonly pooled: Use;
  /** Where the positions of the maxima go, if anybody asks. */
  readonly positions: Use | null;
  /** What it sees of the results. */
  readonly seen: Region;
}

/** A part of a program that is one WebAssembly function. */
export interface Stage {
  /** For people: `conv2d #12`. */
  readonly name: string;
  readonly reads: readonly Use[];
  readonly writes: readonly Use[];
  /** @default {0} */
  readonly scratchBytes?: number;
  /**
   * Into how many parts a stage that runs once cuts its work: its code is run for each, in any order or side by side.
   * @default {1}
   */
  readonly parts?: number;
  /** Floating-point operations of one turn, for those who explain or measure it. @default {0} */
  readonly flops?: number;
  /** What of its images it computes. @default {all} */
  readonly computes?: Region;
  /** The same stage with an epilogue, if it can take one. */
  readonly withEpilogue?: (epilogue: Epilogue) => Stage;
  /** The same stage with a max-pooling of what it gives, if it can take one. */
  readonly withPooling?: (pooling: FusedPooling) => Stage | null;
  readonly emit: (fn: FunctionBuilder, operands: StageOperands, features: TargetFeatures) => void;
}

/** Stages that run one after the other, once or for each image, or once and side by side. */
export interface StageBlock {
  /** How often it runs; null: once. */
  readonly images: number | null;
  readonly stages: readonly Stage[];
  /**
   * Parts into which the loop is cut, that threads can run side by side. In a block that runs once: 1 if its stages run one after the other,
   * else the number of its tasks, all parts of all stages.
   */
  readonly shards: number;
  /** Tensors to which each image adds: zero before the first. */
  readonly sums: readonly ValueId[];
}
