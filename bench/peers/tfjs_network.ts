import type { ModelSpec } from "@convzoo/core";
import type { Layer, LayerKind, LayersModel, SymbolicTensor, Tfjs } from "./tfjs.ts";

type Options = Readonly<Record<string, unknown>>;
type Weights = Readonly<Record<string, Float32Array>>;

/** Names of a layer's weights in the order in which TensorFlow.js keeps them. */
const WEIGHT_ORDER = ["kernel", "gamma", "bias", "beta", "movingMean", "movingVariance"] as const;

const windows = ({ kernelSize, stride, padding, dilation, activation, useBias }: Options): Options => ({
  kernelSize,
  strides: stride,
  padding,
  dilationRate: dilation,
  activation,
  useBias,
});

/** The layer of TensorFlow.js for each kind of ours that the networks of the benches have, and its options. */
const KINDS: Readonly<Record<string, (options: Options) => readonly [LayerKind, Options]>> = {
  conv2d: (options) => ["conv2d", { filters: options["filters"], ...windows(options) }],
  depthwiseConv2d: (options) => [
    "depthwiseConv2d",
    { depthMultiplier: options["multiplier"], ...windows(options) },
  ],
  batchNorm: ({ momentum, epsilon }) => ["batchNormalization", { momentum, epsilon }],
  maxPool2d: ({ size, padding }) => ["maxPooling2d", { poolSize: size, padding }],
  activation: (options) => ["activation", { activation: options["function"] }],
  globalAveragePool2d: () => ["globalAveragePooling2d", {}],
  flatten: () => ["flatten", {}],
  dense: ({ units, activation, useBias }) => ["dense", { units, activation, useBias }],
  dropout: ({ rate }) => ["dropout", { rate }],
};

/** Appends layers of a spec and gives them the weights of their paths. */
class Builder {
  readonly #tfjs: Tfjs;
  readonly #weights: Weights;
  #taken = 0;

  constructor(tfjs: Tfjs, weights: Weights) {
    this.#tfjs = tfjs;
    this.#weights = weights;
  }

  /** Weights that layers have got so far. */
  get taken(): number {
    return this.#taken;
  }

  append(input: SymbolicTensor, specs: readonly Options[], path: string): SymbolicTensor {
    return specs.reduce((x, spec, index) => {
      const [[kind, options]] = Object.entries(spec) as [[string, Options]];
      return this.#layer(x, { kind, options, path: `${path}.${index}` });
    }, input);
  }

  #layer(
    x: SymbolicTensor,
    { kind, options, path }: { readonly kind: string; readonly options: Options; readonly path: string },
  ): SymbolicTensor {
    const { layers } = this.#tfjs.layers;
    if (kind === "residual") {
      const added = this.append(x, options["layers"] as readonly Options[], `${path}.layers`);
      const kept = this.append(x, options["shortcut"] as readonly Options[], `${path}.shortcut`);
      return layers
        .activation({ activation: options["activation"] })
        .apply(layers.add({}).apply([kept, added]));
    }
    const make = KINDS[kind];
    if (make === undefined || (options["groups"] ?? 1) !== 1) {
      throw new RangeError(
        `Cannot build a layer of TensorFlow.js as its kind must be known: current value is ${kind}`,
      );
    }
    const [name, own] = make(options);
    const layer = layers[name](own);
    const output = layer.apply(x);
    this.#setWeights(layer, path);
    return output;
  }

  #setWeights(layer: Layer, path: string): void {
    const names = WEIGHT_ORDER.map((name) => `${path}.${name}`).filter((name) => name in this.#weights);
    if (names.length > 0) {
      const shapes = layer.getWeights().map(({ shape }) => shape);
      const { core } = this.#tfjs;
      layer.setWeights(
        names.map((name, index) => core.tensor(this.#weights[name]!, shapes[index]!, "float32")),
      );
      this.#taken += names.length;
    }
  }
}

/** The model of TensorFlow.js of our spec with these weights. */
export function tfjsNetwork(tfjs: Tfjs, model: ModelSpec, weights: Weights): LayersModel {
  const { height, width, channels } = model.input;
  const inputs = tfjs.layers.input({ shape: [height, width, channels] });
  const builder = new Builder(tfjs, weights);
  const outputs = builder.append(inputs, model.layers as readonly Options[], "layers");
  if (builder.taken !== Object.keys(weights).length) {
    throw new RangeError(
      `Cannot build a model of TensorFlow.js as each weight must have a layer: current number is ${builder.taken} of ${Object.keys(weights).length}`,
    );
  }
  return tfjs.layers.model({ inputs, outputs });
}
