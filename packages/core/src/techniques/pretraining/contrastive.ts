import {
  add,
  constant,
  div,
  matMul,
  mul,
  oneHot,
  relu,
  sparseSoftmaxCrossEntropy,
  sqrt,
  sub,
  sum,
} from "../../graph/ops/mod.ts";
import type { Value } from "../../graph/value.ts";
import { fanIn, ZEROS } from "./fan_in.ts";
import { featureLength, featureRow } from "./feature_row.ts";
import type { PretrainingDefinition } from "./pretraining_definition.ts";
import { strictHits } from "./strict_hits.ts";
import { VIEW_AUGMENTATIONS } from "./view_augmentations.ts";

/** Parameters of `contrastive`. */
export interface ContrastiveParameters {
  readonly temperature: number;
  readonly width: number;
}

/** Keeps rows of zeros from being divided by 0. */
const EPSILON = 1e-12;
/** What the similarity of a view with itself is lowered by: its exponential is then 0. */
const SELF = 1e9;

function unitRows(rows: Value): Value {
  return div(rows, sqrt(add(sum(mul(rows, rows), { axes: [1], keepDims: true }), EPSILON)));
}

/**
 * Has the two views of an image found in one another among all views of the batch (SimCLR).
 *
 * `z = unit(kernel2 relu(kernel1 mean(features) + bias1))`, `s_ij = z_i z_j / temperature`,
 * `l_i = -log(exp(s_ip) / sum over j != i of exp(s_ij))` with p the other view of the image (NT-Xent); an image's loss is the mean of its two
 * views' `l`, and so is its hit: whether `s_ip` is above all other `s_ij`.
 * @see Chen, Kornblith, Norouzi and Hinton, A Simple Framework for Contrastive Learning of Visual Representations, 2020, arXiv 2002.05709
 */
export const contrastive: PretrainingDefinition<"contrastive", ContrastiveParameters> = {
  id: "contrastive",
  summary: "Shows two augmented views of each image, and has each find the other among all of the batch.",
  parameters: {
    temperature: {
      kind: "float",
      summary: "What similarities are divided by: low ones tell near neighbours apart.",
      minimum: 0,
      exclusiveMinimum: true,
      default: 0.5,
    },
    width: {
      kind: "int",
      summary: "Length of the rows that are compared, and of the hidden layer before them.",
      minimum: 2,
      maximum: 65_536,
      default: 64,
    },
  },
  documentation: {
    formula:
      "l_i = -log(exp(s_ip) / sum over j != i of exp(s_ij)), s_ij = cos(z_i, z_j) / temperature, z = kernel2 relu(kernel1 mean(features) + bias1), p the image's other view; loss = mean of both views",
    advice:
      "The strongest of the three with large batches (256 and more) and many epochs; the augmentations of the train spec decide what the encoder learns to overlook, and a list of its own stands in where there are none. SimCLR takes a temperature of 0.5 on CIFAR-10 and 0.1 on ImageNet, and a width of 128. An image that is alone in the last batch of an epoch has nothing to be told apart from: its loss is 0, nothing is learned from it, and it counts as a hit.",
    reference:
      "Chen, Kornblith, Norouzi and Hinton, A Simple Framework for Contrastive Learning of Visual Representations, 2020, arXiv 2002.05709",
    example: { contrastive: { temperature: 0.2, width: 32 } },
  },
  views: 2,
  augmentations: VIEW_AUGMENTATIONS,
  problemOf: ({ batchSize }) =>
    batchSize > 1
      ? null
      : {
          path: "batchSize",
          rule: "batchSize must be at least 2 for the pretraining contrastive, which tells images of a batch apart",
          received: batchSize,
        },
  weights: ({ features }, { width }) => {
    const length = featureLength(features);
    return [
      { name: "hiddenKernel", shape: [length, width], initializer: fanIn(length, 2) },
      { name: "hiddenBias", shape: [width], initializer: ZEROS },
      { name: "kernel", shape: [width, width], initializer: fanIn(width, 1) },
    ];
  },
  prepare: ({ views: [first, second] }) => {
    const images = new Uint8Array(first!.length + second!.length);
    images.set(first!);
    images.set(second!, first!.length);
    return { images };
  },
  build: ({ parameters, features, count, weight }) => {
    const hidden = relu(add(matMul(featureRow(features), weight("hiddenKernel")), weight("hiddenBias")));
    const rows = unitRows(matMul(hidden, weight("kernel")));
    const similarities = div(matMul(rows, rows, { transposeB: true }), parameters.temperature);
    const views = 2 * count;
    const numbers = Array.from({ length: views }, (_unused, view) => view);
    const { builder } = features;
    const partners = constant(
      builder,
      numbers.map((view) => (view + count) % views),
      { dtype: "int32" },
    );
    const self = oneHot(constant(builder, numbers, { dtype: "int32" }), views);
    const own = oneHot(partners, views);
    const losses = sparseSoftmaxCrossEntropy(sub(similarities, mul(self, SELF)), partners);
    const hits = strictHits(similarities, own, sub(sub(1, self), own));
    return { loss: mul(sum(losses), 0.5), correct: mul(sum(hits), 0.5) };
  },
};
