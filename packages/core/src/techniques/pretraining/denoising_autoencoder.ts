import { constant, matMul, mul, oneHot, reshape, sub, sum } from "../../graph/ops/mod.ts";
import { sizeOf } from "../../graph/tensor_type.ts";
import { corruptImage } from "./corrupt_image.ts";
import { decoderWeights, traceDecoder } from "./decoder.ts";
import type { PretrainingDefinition } from "./pretraining_definition.ts";
import { strictHits } from "./strict_hits.ts";

/** Parameters of `denoisingAutoencoder`. */
export interface DenoisingAutoencoderParameters {
  readonly masked: number;
  readonly deviation: number;
  readonly width: number;
}

/**
 * Covers pixels and adds noise, and has a decoder restore the image from what the encoder makes of it.
 *
 * `loss = mean((decoder(features) - x)^2)` with x the clean image as the network sees it. A hit is a restored image that is nearer to its own
 * than to any other of the batch.
 * @see Vincent, Larochelle, Bengio and Manzagol, Extracting and Composing Robust Features with Denoising Autoencoders, 2008
 */
export const denoisingAutoencoder: PretrainingDefinition<
  "denoisingAutoencoder",
  DenoisingAutoencoderParameters
> = {
  id: "denoisingAutoencoder",
  summary: "Spoils each image with noise, and has a decoder restore it from what the encoder makes of it.",
  parameters: {
    masked: {
      kind: "float",
      summary: "Part of the pixels that are set to 0.",
      minimum: 0,
      maximum: 1,
      exclusiveMaximum: true,
      default: 0.25,
    },
    deviation: {
      kind: "float",
      summary: "Standard deviation of the noise, as a part of the whole range from 0 to 255.",
      minimum: 0,
      maximum: 1,
      default: 0.1,
    },
    width: {
      kind: "int",
      summary: "Channels of the decoder.",
      minimum: 1,
      maximum: 4096,
      default: 16,
    },
  },
  documentation: {
    formula: "loss = mean((decoder(encoder(spoiled x)) - x)^2) over the pixels, x the normalised clean image",
    advice:
      "Works with any images, any batch and without augmentations, but what restores pixels need not tell classes apart: compare it with rotation on your data. The paper covers 25 % of the pixels (and up to half); more noise makes the task harder and the features coarser. A narrow decoder leaves more of the work to the encoder.",
    reference:
      "Vincent, Larochelle, Bengio and Manzagol, Extracting and Composing Robust Features with Denoising Autoencoders, 2008",
    example: { denoisingAutoencoder: { masked: 0.5, width: 8 } },
  },
  views: 1,
  weights: (setting, { width }) => decoderWeights(setting, width),
  prepare: ({ views: [clean], count, size, random }, { masked, deviation }) => {
    const length = size.height * size.width * size.channels;
    const images = new Uint8Array(count * length);
    for (let image = 0; image < count; image++) {
      const part = [image * length, (image + 1) * length] as const;
      corruptImage(clean!.subarray(...part), images.subarray(...part), {
        channels: size.channels,
        masked,
        deviation,
        random: random(image),
      });
    }
    return { images, targets: clean! };
  },
  build: ({ parameters, features, count, size, weight, feed, normalise }) => {
    const shape = [count, size.height, size.width, size.channels];
    const length = sizeOf(shape) / count;
    const clean = reshape(normalise(feed("targets", { dtype: "uint8", shape })), [count, length]);
    const restored = reshape(traceDecoder(features, { size, width: parameters.width, weight }), [
      count,
      length,
    ]);
    const error = sub(restored, clean);
    // of |r - x|^2 only 2 r x - |x|^2 tells images x apart
    const squares = reshape(sum(mul(clean, clean), { axes: [1] }), [1, count]);
    const nearness = sub(mul(matMul(restored, clean, { transposeB: true }), 2), squares);
    const numbers = Array.from({ length: count }, (_unused, image) => image);
    const own = oneHot(constant(features.builder, numbers, { dtype: "int32" }), count);
    return {
      loss: mul(sum(mul(error, error)), 1 / length),
      correct: sum(strictHits(nearness, own, sub(1, own))),
    };
  },
};
