import { SpecError } from "../errors/spec_error.ts";
import type { GraphBuilder } from "../graph/graph_builder.ts";
import { placeholder, variable } from "../graph/ops/mod.ts";
import type { StateVariable } from "../graph/program.ts";
import { headIndex } from "../spec/head_index.ts";
import { allLayers, layerShapes } from "../spec/layer_shapes.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";
import type { PretextResult, PretextSetting } from "../techniques/pretraining/pretraining_definition.ts";
import {
  type PretrainingSpec,
  type ResolvedPretraining,
  resolvePretraining,
} from "../techniques/pretraining/registry.ts";
import { normalise, type TracedEncoder, type TraceOptions, traceEncoder } from "./trace_model.ts";

const ACTION = "Cannot pretrain the model";

/** A pretext task and what it is set up for. */
interface Pretext extends ResolvedPretraining {
  readonly setting: PretextSetting;
}

/**
 * The pretext task of a train spec, checked against the model.
 * @throws {SpecError} If the model has no encoder with weights to train, or the task cannot work with model or batch size.
 */
function resolvePretext(model: ModelSpec, train: TrainSpec): Pretext {
  const layers = layerShapes(model);
  const head = headIndex(layers);
  const encoder = allLayers(layers.slice(0, Math.max(head, 0)));
  if (!encoder.some(({ weights }) => weights.some(({ trainable = true }) => trainable))) {
    const rule =
      "layers must have weights to train before the head, which is the last of them with such weights";
    const received = layers.map(({ id }) => id);
    throw new SpecError({ action: ACTION, path: "layers", rule, received });
  }
  const resolved = resolvePretraining(train.pretraining as PretrainingSpec);
  const setting = { size: model.input, features: layers[head]!.input, batchSize: train.batchSize };
  const problem = resolved.definition.problemOf?.(setting) ?? null;
  if (problem !== null) {
    throw new SpecError({ action: ACTION, ...problem });
  }
  return { ...resolved, setting };
}

function weightName({ definition }: Pretext, name: string): string {
  return `pretraining.${definition.id}.${name}`;
}

/** What the pretext task of a train spec learns for itself, as state variables: `pretraining.rotation.kernel`, ... */
export function pretextState(model: ModelSpec, train: TrainSpec): readonly StateVariable[] {
  const pretext = resolvePretext(model, train);
  const weights = pretext.definition.weights(pretext.setting, pretext.parameters);
  return weights.map(({ name, shape, initializer }) => ({
    name: weightName(pretext, name),
    type: { dtype: "float32", shape },
    initializer,
  }));
}

/** An encoder and the pretext task behind it, traced into a graph. */
export interface TracedPretext extends TracedEncoder, PretextResult {
  /** Ids of the placeholders by the feed's name: `images`, one for each view of each image, and what the task asks for. */
  readonly feeds: Readonly<Record<string, number>>;
}

/**
 * Traces an encoder and the pretext task of a train spec behind it. Among the `weights` are those of both.
 * @throws {SpecError} If they do not go together.
 */
export function tracePretext(
  builder: GraphBuilder,
  specs: { readonly model: ModelSpec; readonly train: TrainSpec },
  options: TraceOptions,
): TracedPretext {
  const { model, train } = specs;
  const { batch, served = (weight) => weight } = options;
  const pretext = resolvePretext(model, train);
  const { definition, parameters } = pretext;
  const own = new Map(
    pretextState(model, train).map(({ name, type }) => [
      name,
      { name, value: variable(builder, served(name), type) },
    ]),
  );
  const encoder = traceEncoder(builder, model, { ...options, batch: definition.views * batch });
  const feeds: Record<string, number> = { images: encoder.images.id };
  const result = definition.build({
    parameters,
    features: encoder.features,
    count: batch,
    size: model.input,
    weight: (name) => {
      const weight = own.get(weightName(pretext, name));
      if (weight === undefined) {
        throw new RangeError(
          `Cannot find a weight of the pretraining ${definition.id} as it must be one of ${[...own.keys()].join(", ")}: current value is ${name}`,
        );
      }
      return weight.value;
    },
    feed: (name, type) => {
      const value = placeholder(builder, name, type);
      feeds[name] = value.id;
      return value;
    },
    normalise: (pixels) => normalise(pixels, model.preprocess),
  });
  return { ...encoder, ...result, feeds, weights: [...encoder.weights, ...own.values()] };
}
