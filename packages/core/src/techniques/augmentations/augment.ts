import type { AugmentationDefinition, ImageSize } from "./augmentation_definition.ts";
import { ImageRandom } from "./image_random.ts";
import { AUGMENTATIONS, type AugmentationSpec } from "./registry.ts";

/** Images and their labels. */
interface Images {
  /** Pixels, image by image, row by row, channels side by side. */
  readonly images: Uint8Array;
  readonly labels: Uint8Array | Int32Array;
  /** A row for each image, where any number of classes can hold. */
  readonly targets?: Uint8Array;
  readonly count: number;
}

/** Where a batch comes from and which random numbers it gets. */
export interface AugmentPlace {
  readonly seed: number;
  /** Number of the pass over the set. */
  readonly epoch: number;
  /** Index of each of the batch's images in its set. */
  readonly indices: Uint32Array;
  readonly size: ImageSize;
  /** Number of the copy, where several are made of each image: their random numbers differ. @default {0} */
  readonly view?: number;
  /** The whole set, from which `mixup` and `cutmix` take the partners; nothing else needs it. */
  readonly set?: Images;
}

/** Second labels of images that were mixed. */
export interface MixedLabels {
  readonly labels: Int32Array;
  /** Weight of each second label, 0 to 1; the first label has the rest. */
  readonly weights: Float32Array;
}

/** Changed copies of a batch's images. */
export interface AugmentedBatch {
  readonly images: Uint8Array;
  readonly labels: Int32Array;
  /** Only where the images have targets: those, or the weighted means of both images' targets after `mixup` or `cutmix`. */
  readonly targets?: Float32Array;
  readonly count: number;
  /** Only after `mixup` or `cutmix`. */
  readonly mixed?: MixedLabels;
}

/** No list of augmentations is as long; the operations of the next view follow behind it. */
const OPERATIONS_OF_A_VIEW = 0x1_0000;

type AnyDefinition = AugmentationDefinition<string, unknown>;

interface Operation {
  readonly definition: AnyDefinition;
  readonly parameters: unknown;
}

/** Whether an augmentation gives its images a second label. */
export function isMixing(spec: AugmentationSpec): boolean {
  return "mix" in AUGMENTATIONS[Object.keys(spec)[0] as keyof typeof AUGMENTATIONS];
}

function operationsOf(specs: readonly AugmentationSpec[], place: AugmentPlace): Operation[] {
  const mixing = specs.filter(isMixing);
  if (mixing.length > 1) {
    throw new RangeError(
      `Cannot augment images as at most one augmentation must mix labels: current number is ${mixing.length}`,
    );
  }
  if (mixing.length === 1 && (place.set === undefined || place.set.count === 0)) {
    throw new RangeError("Cannot augment images as mixing must have a set to take partners from");
  }
  return specs.map((spec) => {
    const [id, parameters] = Object.entries(spec)[0]!;
    return { definition: AUGMENTATIONS[id as keyof typeof AUGMENTATIONS] as AnyDefinition, parameters };
  });
}

/** One image after its augmentations, and the image of the set that a mixing one added. */
interface AugmentedImage {
  readonly pixels: Uint8Array;
  readonly partner?: { readonly index: number; readonly weight: number };
}

/** Applies augmentations to one image: two buffers take turns, and the one that holds the result is returned. */
function augmentImage(
  operations: readonly Operation[],
  place: AugmentPlace,
  {
    index,
    pixels,
    spare,
  }: { readonly index: number; readonly pixels: Uint8Array; readonly spare: Uint8Array },
): AugmentedImage {
  let [source, target] = [pixels, spare];
  let partner: AugmentedImage["partner"];
  const { seed, epoch, view = 0 } = place;
  for (const [number, { definition, parameters }] of operations.entries()) {
    const operation = view * OPERATIONS_OF_A_VIEW + number;
    const random = new ImageRandom({ seed, epoch, operation, image: index });
    const context = { parameters, size: place.size, random };
    if ("mix" in definition) {
      const set = place.set!;
      const other = random.integer(0, set.count - 1);
      // the partner has come as far as this image: what stands before the mixing has changed it, too
      const own = set.images.slice(other * source.length, (other + 1) * source.length);
      const before = { index: other, pixels: own, spare: new Uint8Array(own.length) };
      const changed = augmentImage(operations.slice(0, number), place, before).pixels;
      const weight = definition.mix({ source, partner: changed, target }, context);
      partner = { index: other, weight };
    } else {
      definition.transform(source, target, context);
    }
    [source, target] = [target, source];
  }
  return partner === undefined ? { pixels: source } : { pixels: source, partner };
}

/** Brings a row of targets towards that of the image with which its own was mixed. */
function mixRows(
  row: Float32Array,
  { index, weight, set }: { readonly index: number; readonly weight: number; readonly set: Images },
): void {
  for (let one = 0; one < row.length; one++) {
    const other = set.targets?.[index * row.length + one] ?? 0;
    row[one] = row[one]! * (1 - weight) + other * weight;
  }
}

/**
 * Applies augmentations, in their order, to copies of a batch's images.
 * What becomes of an image is a function of its bytes, the list, the seed, the epoch and its index in the set: neither the batch it is in nor
 * what was computed before matters. A mixing augmentation takes the partner from the whole set, for that reason.
 * @param batch Images and labels; they stay as they are.
 * @param specs Complete specs, as the parser gives them.
 * @throws {RangeError} If two augmentations mix labels, or one does and there is no set; or if an image has no index.
 */
export function augment(
  batch: Images,
  specs: readonly AugmentationSpec[],
  place: AugmentPlace,
): AugmentedBatch {
  const { count } = batch;
  if (place.indices.length !== count) {
    throw new RangeError(
      `Cannot augment images as each of the ${count} must have an index: current number is ${place.indices.length}`,
    );
  }
  const operations = operationsOf(specs, place);
  const { height, width, channels } = place.size;
  const length = height * width * channels;
  if (batch.images.length !== count * length) {
    throw new RangeError(
      `Cannot augment images as they must have ${count * length} bytes: current number is ${batch.images.length}`,
    );
  }
  const images = batch.images.slice();
  const labels = Int32Array.from(batch.labels);
  const mixed = specs.some(isMixing)
    ? { labels: labels.slice(), weights: new Float32Array(count) }
    : undefined;
  const targets = batch.targets && Float32Array.from(batch.targets);
  const rowSize = targets === undefined ? 0 : targets.length / count;
  const spare = new Uint8Array(length);
  for (let image = 0; image < count; image++) {
    const pixels = images.subarray(image * length, (image + 1) * length);
    const result = augmentImage(operations, place, { index: place.indices[image]!, pixels, spare });
    if (result.pixels !== pixels) {
      pixels.set(result.pixels);
    }
    if (mixed !== undefined && result.partner !== undefined) {
      const { index, weight } = result.partner;
      mixed.labels[image] = place.set!.labels[index]!;
      mixed.weights[image] = weight;
      if (targets !== undefined) {
        mixRows(targets.subarray(image * rowSize, (image + 1) * rowSize), { index, weight, set: place.set! });
      }
    }
  }
  return { images, labels, count, ...(targets && { targets }), ...(mixed && { mixed }) };
}
