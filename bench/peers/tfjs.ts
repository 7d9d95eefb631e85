/** What the peers use of TensorFlow.js, written down here as its packages are none of this workspace's. */

export interface Tensor {
  readonly shape: readonly number[];
  data(): Promise<Float32Array | Int32Array>;
  dispose(): void;
}

/** What passes between layers of a model that is being built. */
export interface SymbolicTensor {
  readonly shape: readonly (number | null)[];
}

export interface Layer {
  apply(input: SymbolicTensor | readonly SymbolicTensor[]): SymbolicTensor;
  getWeights(): readonly Tensor[];
  setWeights(weights: readonly Tensor[]): void;
}

export interface LayersModel {
  readonly weights: readonly unknown[];
  compile(options: {
    readonly optimizer: unknown;
    readonly loss: string;
    readonly metrics: readonly string[];
  }): void;
  trainOnBatch(images: Tensor, labels: Tensor): Promise<number | readonly number[]>;
  predict(images: Tensor): Tensor;
}

type LayerOptions = Readonly<Record<string, unknown>>;

/** `@tensorflow/tfjs-layers`. */
export interface Layers {
  input(options: LayerOptions): SymbolicTensor;
  model(options: { readonly inputs: SymbolicTensor; readonly outputs: SymbolicTensor }): LayersModel;
  readonly layers: Readonly<Record<LayerKind, (options: LayerOptions) => Layer>>;
}

export type LayerKind =
  | "activation"
  | "add"
  | "batchNormalization"
  | "conv2d"
  | "dense"
  | "depthwiseConv2d"
  | "dropout"
  | "flatten"
  | "globalAveragePooling2d"
  | "maxPooling2d";

/** A kernel that somebody adds to a backend. */
export interface KernelConfig {
  readonly kernelName: string;
  readonly backendName: string;
  readonly kernelFunc: (call: {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly attrs: Readonly<Record<string, unknown>>;
  }) => Tensor;
}

/** `@tensorflow/tfjs-core`. */
export interface Core {
  readonly version_core: string;
  readonly train: {
    adam(rate: number, beta1: number, beta2: number, epsilon: number): unknown;
    sgd(rate: number): unknown;
  };
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  registerKernel(config: KernelConfig): void;
  engine(): { makeTensorFromTensorInfo(info: unknown): Tensor };
  tidy<TResult>(compute: () => TResult): TResult;
  tensor(
    data: Float32Array | Uint8Array | Int32Array,
    shape: readonly number[],
    dtype: "float32" | "int32",
  ): Tensor;
  concat(tensors: readonly Tensor[], axis: number): Tensor;
  matMul(left: Tensor, right: Tensor, transposeLeft: boolean, transposeRight: boolean): Tensor;
  pad(tensor: Tensor, paddings: readonly (readonly [number, number])[]): Tensor;
  reshape(tensor: Tensor, shape: readonly number[]): Tensor;
  stridedSlice(
    tensor: Tensor,
    begin: readonly number[],
    end: readonly number[],
    strides: readonly number[],
  ): Tensor;
  cast(tensor: Tensor, dtype: "float32"): Tensor;
  mul(left: Tensor, right: Tensor | number): Tensor;
  sub(left: Tensor, right: Tensor): Tensor;
  div(left: Tensor, right: Tensor): Tensor;
  topk(tensor: Tensor, k: number): { readonly values: Tensor; readonly indices: Tensor };
}

/** TensorFlow.js, loaded, on one of its backends. */
export interface Tfjs {
  readonly core: Core;
  readonly layers: Layers;
  /** `TensorFlow.js 4.22.0, wasm`. */
  readonly name: string;
}
