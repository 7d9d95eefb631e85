import type { ImageRandom } from "../augmentations/image_random.ts";
import { standardNormals } from "../augmentations/standard_normals.ts";
import { toByte } from "../augmentations/to_byte.ts";

/** How an image is spoiled. */
export interface Corruption {
  readonly channels: number;
  /** Part of the pixels that are set to 0. */
  readonly masked: number;
  /** Of the noise, as a part of 255. */
  readonly deviation: number;
  readonly random: ImageRandom;
}

/**
 * Writes a spoiled copy of an image: `out = 0` for a part of the pixels, all channels at once, and `in + 255 deviation z` elsewhere, cut to 0
 * to 255. A word for each byte: its upper half is z, its lower half says of a pixel's first byte whether the pixel is covered.
 */
export function corruptImage(source: Uint8Array, target: Uint8Array, corruption: Corruption): void {
  const { channels, masked, deviation, random } = corruption;
  const normals = standardNormals();
  const scale = 255 * deviation;
  const limit = masked * 0x1_0000;
  for (let pixel = 0; pixel < source.length; pixel += channels) {
    let isMasked = false;
    for (let at = pixel; at < pixel + channels; at++) {
      const word = random.word();
      isMasked = at === pixel ? (word & 0xffff) < limit : isMasked;
      target[at] = isMasked ? 0 : toByte(source[at]! + scale * normals[word >>> 16]!);
    }
  }
}
