import { add, argMax, cast, equal, matMul, sparseSoftmaxCrossEntropy, sum } from "../../graph/ops/mod.ts";
import type { NoParameters } from "../../parameters/entry_definition.ts";
import { fanIn, ZEROS } from "./fan_in.ts";
import { featureLength, featureRow } from "./feature_row.ts";
import type { PretrainingDefinition } from "./pretraining_definition.ts";
import { turnImage } from "./turn_image.ts";

/** 0, 90, 180 and 270 degrees. */
const TURNS = 4;

/**
 * Turns each image by 0, 90, 180 or 270 degrees, and has the network say by how much.
 *
 * `loss = -log softmax(kernel mean(features) + bias)[turns]`; a hit is the right turn of four.
 * @see Gidaris, Singh and Komodakis, Unsupervised Representation Learning by Predicting Image Rotations, 2018, arXiv 1803.07728
 */
export const rotation: PretrainingDefinition<"rotation", NoParameters> = {
  id: "rotation",
  summary: "Turns each image by a multiple of 90 degrees, and has the encoder say by how much.",
  parameters: {},
  documentation: {
    formula: "loss = -log softmax(kernel mean(features) + bias)[turns], turns = 0, 1, 2 or 3 quarter turns",
    advice:
      "Cheap and steady, where images have an upright side: shoes, digits, photographs; useless for images from above. Square images alone. The paper feeds all four turns of an image in one batch; here each epoch draws one, so take four times the epochs. Leave rotate and verticalFlip out of the augmentations.",
    reference:
      "Gidaris, Singh and Komodakis, Unsupervised Representation Learning by Predicting Image Rotations, 2018, arXiv 1803.07728",
    example: { rotation: {} },
  },
  views: 1,
  problemOf: ({ size: { height, width } }) =>
    height === width
      ? null
      : {
          path: "input.width",
          rule: `input.width must be ${height}, that of input.height, for the pretraining rotation`,
          received: width,
        },
  weights: ({ features }) => {
    const length = featureLength(features);
    return [
      { name: "kernel", shape: [length, TURNS], initializer: fanIn(length, 1) },
      { name: "bias", shape: [TURNS], initializer: ZEROS },
    ];
  },
  prepare: ({ views, count, size, random }) => {
    const length = size.height * size.width * size.channels;
    const images = new Uint8Array(count * length);
    const turns = new Int32Array(count);
    for (let image = 0; image < count; image++) {
      turns[image] = random(image).integer(0, TURNS - 1);
      const part = [image * length, (image + 1) * length] as const;
      turnImage(views[0]!.subarray(...part), images.subarray(...part), {
        side: size.height,
        channels: size.channels,
        turns: turns[image]!,
      });
    }
    return { images, turns };
  },
  build: ({ features, count, weight, feed }) => {
    const turns = feed("turns", { dtype: "int32", shape: [count] });
    const logits = add(matMul(featureRow(features), weight("kernel")), weight("bias"));
    return {
      loss: sum(sparseSoftmaxCrossEntropy(logits, turns)),
      correct: sum(cast(equal(argMax(logits, 1), turns), "float32")),
    };
  },
};
