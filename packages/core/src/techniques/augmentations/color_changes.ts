import type { ImageSize } from "./augmentation_definition.ts";
import { luminance } from "./luminance.ts";
import { toByte } from "./to_byte.ts";

/**
 * Changes of an image's colours by a known amount, each as a pure function of bytes; what draws the amounts is elsewhere.
 * @module
 */

/** A source to read and a target to write, of one size. */
export interface ImagePair {
  readonly source: Uint8Array;
  readonly target: Uint8Array;
}

/** Writes the image's function of bytes, from a table of all 256. */
export function mapBytes({ source, target }: ImagePair, change: (byte: number) => number): void {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) {
    table[byte] = change(byte);
  }
  for (let at = 0; at < source.length; at++) {
    target[at] = table[source[at]!]!;
  }
}

/** Adds `amount` to every byte. */
export function addBrightness(images: ImagePair, amount: number): void {
  mapBytes(images, (byte) => toByte(byte + amount));
}

/** Moves every channel away from its mean (factor above 1) or towards it. */
export function scaleContrast({ source, target }: ImagePair, { channels }: ImageSize, factor: number): void {
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    for (let at = channel; at < source.length; at += channels) {
      sum += source[at]!;
    }
    const mean = sum / (source.length / channels);
    for (let at = channel; at < source.length; at += channels) {
      target[at] = toByte(mean + factor * (source[at]! - mean));
    }
  }
}

/** Moves every pixel away from its grey (factor above 1) or towards it; nothing happens to grey images. */
export function scaleSaturation(
  { source, target }: ImagePair,
  { channels }: ImageSize,
  factor: number,
): void {
  if (channels !== 3) {
    target.set(source);
    return;
  }
  for (let at = 0; at < source.length; at += 3) {
    const [red, green, blue] = [source[at]!, source[at + 1]!, source[at + 2]!];
    const grey = luminance(red, green, blue);
    target[at] = toByte(grey + factor * (red - grey));
    target[at + 1] = toByte(grey + factor * (green - grey));
    target[at + 2] = toByte(grey + factor * (blue - grey));
  }
}

/** Turns the hue of every pixel by a part of the colour circle, in HSV; nothing happens to grey images. */
export function turnHue({ source, target }: ImagePair, { channels }: ImageSize, turn: number): void {
  if (channels !== 3) {
    target.set(source);
    return;
  }
  for (let at = 0; at < source.length; at += 3) {
    const [red, green, blue] = [source[at]!, source[at + 1]!, source[at + 2]!];
    const highest = Math.max(red, green, blue);
    const range = highest - Math.min(red, green, blue);
    if (range === 0) {
      target.fill(highest, at, at + 3);
      continue;
    }
    // the hue in sixths of the circle, from red
    const hue =
      highest === red
        ? (green - blue) / range
        : highest === green
          ? 2 + (blue - red) / range
          : 4 + (red - green) / range;
    const turned = hue + 6 * turn;
    for (let channel = 0; channel < 3; channel++) {
      // a channel is highest within a sixth of its own hue (0, 2, 4), lowest beyond two sixths, and a ramp between
      const from = turned - 2 * channel;
      const distance = Math.abs(from - 6 * Math.floor((from + 3) / 6));
      const part = distance <= 1 ? 1 : distance >= 2 ? 0 : 2 - distance;
      target[at + channel] = toByte(highest - range * (1 - part));
    }
  }
}

/** Gives every pixel its grey, in all channels; nothing happens to grey images. */
export function toGrey({ source, target }: ImagePair, { channels }: ImageSize): void {
  if (channels !== 3) {
    target.set(source);
    return;
  }
  for (let at = 0; at < source.length; at += 3) {
    target.fill(luminance(source[at]!, source[at + 1]!, source[at + 2]!), at, at + 3);
  }
}
