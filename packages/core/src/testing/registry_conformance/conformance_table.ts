import type { CatalogueKind } from "../../catalogue/catalogue.ts";
import { checkDocumentation } from "./check_documentation.ts";
import { checkEngines } from "./check_engines.ts";
import { checkExample } from "./check_example.ts";
import { checkLayerEngines } from "./check_layer_engines.ts";
import { checkLayerGradient } from "./check_layer_gradient.ts";
import { checkPretrainingGradient } from "./check_pretraining_gradient.ts";
import { checkRoundTrip } from "./check_round_trip.ts";
import { checkSeeds } from "./check_seeds.ts";
import { checkArchitectureShape, checkLayerShape } from "./check_shape.ts";
import { checkLossGradient, checkRegularizerGradient } from "./check_technique_gradient.ts";
import { checkWrongValues } from "./check_wrong_values.ts";
import type { Aspect, EntryCheck, NotMeant } from "./conformance_check.ts";
import {
  checkAugmentationEffect,
  checkMetricEffect,
  checkScheduleEffect,
  checkStoppingEffect,
} from "./effects/host_effects.ts";
import { checkLayerEffect } from "./effects/layer_effect.ts";
import { checkPretrainingEffect } from "./effects/pretraining_effect.ts";
import {
  checkActivationEffect,
  checkInitializerEffect,
  checkLossEffect,
  checkRegularizerEffect,
} from "./effects/tensor_effects.ts";
import {
  checkClassWeightsEffect,
  checkStartEffect,
  checkValidationEffect,
} from "./effects/training_effects.ts";
import {
  checkConstraintEffect,
  checkGradientEffect,
  checkOptimizerEffect,
} from "./effects/update_effects.ts";

/** What is checked of a kind, or why that has no meaning for it. */
type KindRow = { readonly [TAspect in Aspect]: EntryCheck | NotMeant };

/** What every kind has that stands in a spec; the rest each kind answers for itself. */
const COMMON = {
  documentation: checkDocumentation,
  example: checkExample,
  engines: checkEngines,
  "round trip": checkRoundTrip,
  seeds: checkSeeds,
  "wrong values": checkWrongValues,
} as const;

const NO_SHAPE: NotMeant = { notMeant: "it changes numbers, never shapes" };
const UNSHAPED: NotMeant = {
  notMeant: "it handles whatever shapes the network has, and has no rule of its own",
};
const NOT_DIFFERENTIATED: NotMeant = { notMeant: "nothing is differentiated through it" };
const ON_THE_HOST: NotMeant = { notMeant: "it is a function on the host, the same for every engine" };

/** The whole suite: each aspect of each kind. A new kind or aspect does not compile without an answer here. */
export const CONFORMANCE: { readonly [TKind in CatalogueKind]: KindRow } = {
  layer: {
    ...COMMON,
    engines: checkLayerEngines,
    effect: checkLayerEffect,
    shape: checkLayerShape,
    gradient: checkLayerGradient,
  },
  activation: {
    ...COMMON,
    engines: checkLayerEngines,
    effect: checkActivationEffect,
    shape: checkLayerShape,
    gradient: checkLayerGradient,
    "wrong values": { notMeant: "it has no parameters; its name is checked where a layer has it" },
  },
  initializer: {
    ...COMMON,
    effect: checkInitializerEffect,
    shape: { notMeant: "it fills the shape that it is given" },
    gradient: NOT_DIFFERENTIATED,
  },
  loss: { ...COMMON, effect: checkLossEffect, shape: UNSHAPED, gradient: checkLossGradient },
  regularizer: {
    ...COMMON,
    effect: checkRegularizerEffect,
    shape: UNSHAPED,
    gradient: checkRegularizerGradient,
  },
  constraint: { ...COMMON, effect: checkConstraintEffect, shape: NO_SHAPE, gradient: NOT_DIFFERENTIATED },
  optimizer: { ...COMMON, effect: checkOptimizerEffect, shape: NO_SHAPE, gradient: NOT_DIFFERENTIATED },
  schedule: {
    ...COMMON,
    effect: checkScheduleEffect,
    shape: NO_SHAPE,
    gradient: NOT_DIFFERENTIATED,
    engines: ON_THE_HOST,
  },
  gradient: { ...COMMON, effect: checkGradientEffect, shape: NO_SHAPE, gradient: NOT_DIFFERENTIATED },
  augmentation: {
    ...COMMON,
    effect: checkAugmentationEffect,
    shape: { notMeant: "images keep their size, which its effect looks at" },
    gradient: NOT_DIFFERENTIATED,
  },
  metric: {
    ...COMMON,
    example: { notMeant: "no spec has it; its effect measures by its example" },
    effect: checkMetricEffect,
    shape: NO_SHAPE,
    gradient: NOT_DIFFERENTIATED,
    engines: ON_THE_HOST,
    seeds: { notMeant: "it draws nothing" },
  },
  classWeights: { ...COMMON, effect: checkClassWeightsEffect, shape: NO_SHAPE, gradient: NOT_DIFFERENTIATED },
  validation: {
    ...COMMON,
    effect: checkValidationEffect,
    shape: NO_SHAPE,
    gradient: NOT_DIFFERENTIATED,
    engines: ON_THE_HOST,
  },
  start: {
    ...COMMON,
    effect: checkStartEffect,
    shape: NO_SHAPE,
    gradient: NOT_DIFFERENTIATED,
    engines: ON_THE_HOST,
  },
  stopping: {
    ...COMMON,
    effect: checkStoppingEffect,
    shape: NO_SHAPE,
    gradient: NOT_DIFFERENTIATED,
    engines: ON_THE_HOST,
  },
  pretraining: {
    ...COMMON,
    effect: checkPretrainingEffect,
    shape: { notMeant: "it fits itself to whatever the encoder gives" },
    gradient: checkPretrainingGradient,
  },
  architecture: {
    ...COMMON,
    effect: { notMeant: "it is a list of layers, whose effects are looked at; its example is trained" },
    shape: checkArchitectureShape,
    gradient: { notMeant: "it is a list of layers, each of which is differentiated" },
  },
};
