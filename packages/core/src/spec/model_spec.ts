import type { LayerSpec, LayerSpecInput } from "../layers/registry.ts";

/** Size of one image. */
export interface InputSpec {
  readonly height: number;
  readonly width: number;
  /** 1 (grey) or 3 (RGB). */
  readonly channels: number;
}

/**
 * What happens to pixels before the first layer: `(pixel * scale - mean) / standardDeviation`, channel by channel.
 * Part of the model: training, serving and exports apply the same.
 */
export interface PreprocessSpec {
  readonly scale: number;
  /** One number a channel. */
  readonly mean: readonly number[];
  /** One number a channel. */
  readonly standardDeviation: readonly number[];
}

/** A network as plain data, complete: every parameter is there. */
export interface ModelSpec {
  readonly input: InputSpec;
  readonly preprocess: PreprocessSpec;
  readonly layers: readonly LayerSpec[];
  /** Number of classes: the size of the last layer's output. */
  readonly classes: number;
}

/** A network as a person writes it: what has a default may be left out. */
export interface ModelSpecInput {
  readonly input: InputSpec;
  readonly preprocess?: Partial<PreprocessSpec> | undefined;
  readonly layers: readonly LayerSpecInput[];
  readonly classes: number;
}
