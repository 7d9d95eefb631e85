import type { ActivationDefinition } from "./activation_definition.ts";
import { elu } from "./elu.ts";
import { gelu } from "./gelu.ts";
import { hardSwish } from "./hard_swish.ts";
import { leakyRelu } from "./leaky_relu.ts";
import { linear } from "./linear.ts";
import { mish } from "./mish.ts";
import { relu } from "./relu.ts";
import { relu6 } from "./relu6.ts";
import { selu } from "./selu.ts";
import { sigmoid } from "./sigmoid.ts";
import { softmax } from "./softmax.ts";
import { softplus } from "./softplus.ts";
import { swish } from "./swish.ts";
import { tanh } from "./tanh.ts";

/** Ids of the activations. */
export type ActivationId =
  | "linear"
  | "relu"
  | "relu6"
  | "leakyRelu"
  | "elu"
  | "selu"
  | "gelu"
  | "swish"
  | "hardSwish"
  | "mish"
  | "softplus"
  | "sigmoid"
  | "tanh"
  | "softmax";

/** Every activation by id, simple ones first. */
export const ACTIVATIONS: { readonly [TId in ActivationId]: ActivationDefinition<TId> } = {
  linear,
  relu,
  relu6,
  leakyRelu,
  elu,
  selu,
  gelu,
  swish,
  hardSwish,
  mish,
  softplus,
  sigmoid,
  tanh,
  softmax,
};

/** Ids of the activations in the registry's order. */
export const ACTIVATION_IDS: readonly ActivationId[] = Object.keys(ACTIVATIONS) as ActivationId[];
