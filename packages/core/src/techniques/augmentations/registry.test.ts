import { describe, expect, test } from "vitest";
import { philoxBits } from "../../graph/philox.ts";
import { parseParameters } from "../../parameters/parse_parameters.ts";
import { sha256 } from "../../spec/sha256.ts";
import { type AugmentedBatch, augment } from "./augment.ts";
import { AUGMENTATION_IDS, AUGMENTATIONS, type AugmentationId, type AugmentationSpec } from "./registry.ts";

const SIZES = [
  { height: 7, width: 5, channels: 1 },
  { height: 6, width: 9, channels: 3 },
  { height: 1, width: 1, channels: 1 },
  { height: 1, width: 4, channels: 3 },
];

/** Images of random bytes in smooth patches, so that colours and edges both occur. */
function randomSet(size: (typeof SIZES)[number], count = 12) {
  const length = count * size.height * size.width * size.channels;
  const words = philoxBits({ seed: 5, stream: length, step: 0 }, length);
  return {
    images: Uint8Array.from(words, (word) => word >>> 24),
    labels: new Int32Array(count).map((_, i) => i % 4),
    count,
  };
}

function specOf(id: AugmentationId, given: Record<string, unknown> = {}): AugmentationSpec {
  const location = { action: "Cannot build it", path: id };
  return {
    [id]: parseParameters(given, AUGMENTATIONS[id].parameters, location),
  } as unknown as AugmentationSpec;
}

function run(
  specs: readonly AugmentationSpec[],
  size: (typeof SIZES)[number],
  options: { readonly seed?: number; readonly epoch?: number; readonly indices?: number[] } = {},
): AugmentedBatch {
  const { seed = 1, epoch = 1, indices = Array.from({ length: 12 }, (_unused, i) => i) } = options;
  const set = randomSet(size);
  const length = set.images.length / set.count;
  const batch = {
    images: Uint8Array.from(indices.flatMap((i) => [...set.images.subarray(i * length, (i + 1) * length)])),
    labels: Int32Array.from(indices, (i) => set.labels[i]!),
    count: indices.length,
  };
  return augment(batch, specs, { seed, epoch, indices: Uint32Array.from(indices), size, set });
}

/** Parameters that leave every image as it is. */
const HARMLESS: Record<AugmentationId, Record<string, unknown>> = {
  horizontalFlip: { probability: 0 },
  verticalFlip: { probability: 0 },
  shift: { pixels: 0 },
  randomCrop: { padding: 0 },
  rotate: { degrees: 0 },
  zoom: { amount: 0 },
  brightness: { amount: 0 },
  contrast: { amount: 0 },
  saturation: { amount: 0 },
  hue: { amount: 0 },
  grayscale: { probability: 0 },
  noise: { deviation: 0 },
  cutout: { size: 0 },
  randomErasing: { probability: 0 },
  randAugment: { operations: 0 },
  mixup: { alpha: 0 },
  cutmix: { alpha: 0 },
};

/** SHA-256, first 16 digits, of 12 images of 7x5x1, then 6x9x3, with the defaults, seed 1, epoch 1. */
const DIGESTS: Record<AugmentationId, string> = {
  horizontalFlip: "95bf438b4389e944",
  verticalFlip: "316194f471f04398",
  shift: "a840daa503bee122",
  randomCrop: "860c3bf117adf4e1",
  rotate: "f425eecfc94eaef6",
  zoom: "d84adbe9058eeae0",
  brightness: "22ae9a8e0a07e626",
  contrast: "880fe6d25d3caece",
  saturation: "614cde3e3a42f40f",
  hue: "e16b2bcb6c4d2599",
  grayscale: "0a83a6370232a53c",
  noise: "e6803be6fafe14f5",
  cutout: "1a457cd5c7cc39ae",
  randomErasing: "19ba8e739b3b441f",
  randAugment: "e38c79b29b274bc3",
  mixup: "ace02ce8044c3d5c",
  cutmix: "e30f6fc597b099a7",
};

describe.each(AUGMENTATION_IDS)("%s", (id) => {
  test(`${id} is registered under its own id, with a whole documentation`, () => {
    const { id: own, summary, parameters, documentation } = AUGMENTATIONS[id];
    expect(own).toBe(id);
    for (const sentence of [
      summary,
      documentation.advice,
      ...Object.values(parameters).map((one) => one.summary),
    ]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    }
    expect(documentation.formula.length).toBeGreaterThan(5);
    expect(documentation.reference).toMatch(/\d{4}/);
  });

  test.each(SIZES)(
    `${id} leaves images of $height x $width x $channels as they are at strength 0`,
    (size) => {
      expect(run([specOf(id, HARMLESS[id])], size).images).toEqual(randomSet(size).images);
    },
  );

  test.each(SIZES)(
    `${id} gives an image of $height x $width x $channels the same bytes in any batch`,
    (size) => {
      const spec = specOf(id);
      const whole = run([spec], size);
      const length = whole.images.length / whole.count;
      const parts = [[7], [3, 11, 0], [10, 1, 2], [4, 5, 6, 8, 9]];
      for (const indices of parts) {
        const part = run([spec], size, { indices });
        for (const [at, index] of indices.entries()) {
          expect(part.images.subarray(at * length, (at + 1) * length)).toEqual(
            whole.images.subarray(index * length, (index + 1) * length),
          );
          expect(part.mixed?.labels[at]).toBe(whole.mixed?.labels[index]);
          expect(part.mixed?.weights[at]).toBe(whole.mixed?.weights[index]);
        }
      }
    },
  );

  test(`${id} depends on seed, epoch and place in the list`, () => {
    const size = { height: 9, width: 8, channels: 3 };
    const spec = specOf(id);
    const nothing = specOf("horizontalFlip", { probability: 0 });
    const all = [
      run([spec], size),
      run([spec], size, { seed: 2 }),
      run([spec], size, { epoch: 2 }),
      run([nothing, spec], size),
    ].map(({ images }) => images.join());
    expect(new Set(all).size).toBe(4);
  });

  test(`${id} gives the same bytes on every machine`, async () => {
    const bytes = SIZES.slice(0, 2).flatMap((size) => {
      const { images, mixed } = run([specOf(id)], size);
      const weights = mixed === undefined ? [] : [...new Uint8Array(mixed.weights.buffer)];
      return [...images, ...(mixed?.labels ?? []), ...weights];
    });
    expect((await sha256(Uint8Array.from(bytes))).slice(0, 16)).toBe(DIGESTS[id]);
  });
});
