import type { ImageSize } from "./augmentation_definition.ts";
import { type ImagePair, mapBytes } from "./color_changes.ts";
import { toByte } from "./to_byte.ts";

/**
 * Changes that randAugment chooses from and that are no augmentation of their own, as Pillow defines them.
 * @module
 */

/** Keeps the upper bits of every byte. */
export function posterize(images: ImagePair, bits: number): void {
  const mask = 0xff & (0xff << (8 - bits));
  mapBytes(images, (byte) => byte & mask);
}

/** Turns values from `threshold` up into their negative. */
export function solarize(images: ImagePair, threshold: number): void {
  mapBytes(images, (byte) => (byte < threshold ? byte : 255 - byte));
}

/** Spreads every channel over the whole range from 0 to 255; a channel of one value stays. */
export function spreadTones({ source, target }: ImagePair, { channels }: ImageSize): void {
  for (let channel = 0; channel < channels; channel++) {
    let [lowest, highest] = [255, 0];
    for (let at = channel; at < source.length; at += channels) {
      lowest = Math.min(lowest, source[at]!);
      highest = Math.max(highest, source[at]!);
    }
    const [offset, factor] = highest > lowest ? [lowest, 255 / (highest - lowest)] : [0, 1];
    for (let at = channel; at < source.length; at += channels) {
      target[at] = toByte((source[at]! - offset) * factor);
    }
  }
}

/** Makes all values of a channel about as frequent. */
export function equalizeTones({ source, target }: ImagePair, { channels }: ImageSize): void {
  const pixels = source.length / channels;
  for (let channel = 0; channel < channels; channel++) {
    const counts = new Uint32Array(256);
    let highest = 0;
    for (let at = channel; at < source.length; at += channels) {
      counts[source[at]!]! += 1;
      highest = Math.max(highest, source[at]!);
    }
    const step = Math.floor((pixels - counts[highest]!) / 255);
    let sum = Math.floor(step / 2);
    const table = Uint8Array.from({ length: 256 }, (_unused, value) => {
      const tone = step === 0 ? value : Math.min(255, Math.floor(sum / step));
      sum += counts[value]!;
      return tone;
    });
    for (let at = channel; at < source.length; at += channels) {
      target[at] = table[source[at]!]!;
    }
  }
}

/** Moves every pixel away from the mean around it (factor above 1) or towards it; those at the edges stay. */
export function scaleSharpness(
  { source, target }: ImagePair,
  { height, width, channels }: ImageSize,
  factor: number,
): void {
  target.set(source);
  const row = width * channels;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const at = y * row + x * channels + channel;
        let sum = 4 * source[at]!;
        for (const line of [at - row, at, at + row]) {
          sum += source[line - channels]! + source[line]! + source[line + channels]!;
        }
        const smooth = toByte(sum / 13);
        target[at] = toByte(smooth + factor * (source[at]! - smooth));
      }
    }
  }
}
