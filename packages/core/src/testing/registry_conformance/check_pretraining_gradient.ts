import { GraphBuilder } from "../../graph/graph_builder.ts";
import { cast, mul, placeholder, variable } from "../../graph/ops/mod.ts";
import { philoxBits } from "../../graph/philox.ts";
import { allocate, type Shape, type TensorData, type TensorType } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import type { PretextSetting } from "../../techniques/pretraining/pretraining_definition.ts";
import { type PretrainingSpec, resolvePretraining } from "../../techniques/pretraining/registry.ts";
import type { CataloguedEntry } from "./catalogued_entry.ts";
import { checkDerivatives } from "./check_derivatives.ts";
import { readInPlace } from "./entry_place.ts";
import { variations } from "./variations.ts";

/** A small map, and a row: a sum over many pixels would hide kinks of relu that are too small to be left out. */
const FEATURES: readonly Shape[] = [[2, 2, 4], [5]];
const SIZE = { height: 3, width: 3, channels: 2 };
/** Numbers that any whole feed may have: each is a byte, a quarter turn, ... */
const SMALL_NUMBERS = 4;

async function checkTask(pretraining: PretrainingSpec, features: Shape): Promise<void> {
  const { definition, parameters } = resolvePretraining(pretraining);
  const setting: PretextSetting = { size: SIZE, features, batchSize: 2 };
  const builder = new GraphBuilder();
  const shape = [definition.views * setting.batchSize, ...features];
  const sources: Record<string, Value> = {
    features: placeholder(builder, "features", { dtype: "float32", shape }),
  };
  for (const weight of definition.weights(setting, parameters)) {
    sources[weight.name] = variable(builder, weight.name, { dtype: "float32", shape: weight.shape });
  }
  const feeds: Record<string, { readonly value: Value; readonly data: TensorData }> = {};
  const { loss } = definition.build({
    parameters,
    features: sources["features"]!,
    count: setting.batchSize,
    size: SIZE,
    weight: (name) => sources[name]!,
    feed: (name: string, type: TensorType) => {
      const value = placeholder(builder, name, type);
      const data = allocate(type);
      const words = philoxBits({ seed: 5, stream: 0, step: 0 }, data.length);
      data.set([...words].map((word) => word % SMALL_NUMBERS));
      feeds[name] = { value, data };
      return value;
    },
    normalise: (pixels) => mul(cast(pixels, "float32"), 1 / SMALL_NUMBERS),
  });
  await checkDerivatives({ builder, sources, feeds, outputs: [loss] }, 1);
}

/** Derivatives of a pretext task's loss by the features and by its own weights. */
export async function checkPretrainingGradient(entry: CataloguedEntry): Promise<void> {
  for (const example of variations(entry)) {
    const { complete } = readInPlace(entry, example);
    for (const features of FEATURES) {
      try {
        await checkTask(complete as unknown as PretrainingSpec, features);
      } catch (error) {
        const message = `${JSON.stringify(example)} behind [${features}]: ${(error as Error).message}`;
        throw new Error(message, { cause: error });
      }
    }
  }
}
