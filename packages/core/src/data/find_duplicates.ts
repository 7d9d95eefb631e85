import type { ImageShape } from "./write_idx.ts";

/** Two images of a set that are alike: the later one, and the first that it is alike. */
export interface DuplicatePair {
  readonly first: number;
  readonly second: number;
  /** Whether every pixel is the same. */
  readonly exact: boolean;
}

/** What {@linkcode findDuplicates} found. */
export interface DuplicateReport {
  readonly pairs: readonly DuplicatePair[];
  /** Whether all candidates were compared; otherwise near duplicates may be missing. Exact ones never are. */
  readonly complete: boolean;
}

/** Bits in which the hashes of near duplicates may differ. With four bands at least one is then the same. */
const DISTANCE = 3;
/** Mean difference of pixels, of 255, that near duplicates may have. */
const DIFFERENCE = 6;
/** Differences of neighbours up to this are taken for noise, so that flat parts have the same hash in every copy. */
const MARGIN = 2;
/** The most pairs of hashes that are compared. */
const MOST_COMPARISONS = 200_000_000;
const SIDE = 8;

/** Mean grey of the cells of a grid of 9x8 that covers an image. */
function cellsOf(image: Uint8Array, { height, width, channels }: ImageShape): Float64Array {
  const cells = new Float64Array((SIDE + 1) * SIDE);
  for (let row = 0; row < SIDE; row++) {
    const top = Math.floor((row * height) / SIDE);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / SIDE));
    for (let column = 0; column <= SIDE; column++) {
      const left = Math.floor((column * width) / (SIDE + 1));
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / (SIDE + 1)));
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let byte = (y * width + left) * channels; byte < (y * width + right) * channels; byte++) {
          sum += image[byte]!;
        }
      }
      cells[row * (SIDE + 1) + column] = sum / ((bottom - top) * (right - left) * channels);
    }
  }
  return cells;
}

/**
 * The difference hash (dHash) of an image: 64 bits, each of which says whether a cell of a 9x8 grid is brighter than its right neighbour.
 * @returns Four words of 16 bits; bits of neighbouring cells are in different words.
 * @see Krawetz, Kind of Like That, 2013, hackerfactor.com
 */
export function differenceHash(image: Uint8Array, shape: ImageShape): Uint16Array {
  const cells = cellsOf(image, shape);
  const words = new Uint16Array(4);
  for (let bit = 0; bit < SIDE * SIDE; bit++) {
    const cell = Math.floor(bit / SIDE) * (SIDE + 1) + (bit % SIDE);
    if (cells[cell]! > cells[cell + 1]! + MARGIN) {
      words[bit % 4]! |= 1 << (bit >> 2);
    }
  }
  return words;
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** Mean difference of two images' pixels; infinite above `DIFFERENCE`. */
function meanDifference(images: Uint8Array, [a, b]: readonly [number, number], size: number): number {
  let sum = 0;
  for (let byte = 0; byte < size; byte++) {
    const difference = images[a * size + byte]! - images[b * size + byte]!;
    sum += difference < 0 ? -difference : difference;
    if (sum > DIFFERENCE * size) {
      return Number.POSITIVE_INFINITY;
    }
  }
  return sum / size;
}

/** A number that equal images share: FNV-1a with 32 bits. */
function contentHash(image: Uint8Array): number {
  let hash = 0x811c_9dc5;
  for (const byte of image) {
    hash = Math.imul(hash ^ byte, 0x0100_0193);
  }
  return hash >>> 0;
}

/** Adds a value to the list of a key. */
function append(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [value]);
  } else {
    list.push(value);
  }
}

/**
 * Finds images that are there twice: exactly, or nearly as a copy that was compressed or brightened a little.
 * Near means that the difference hashes differ in at most 3 of 64 bits and the pixels by at most 6 of 255 in the mean; so mirrored, cropped,
 * turned or strongly recoloured copies are not found. Each image is told once, with the one before it that it is most like.
 * @param images Pixels, image by image.
 * @param shape Size of the images.
 */
export function findDuplicates(images: Uint8Array, shape: ImageShape): DuplicateReport {
  const size = shape.height * shape.width * shape.channels;
  const count = images.length / size;
  const low = new Int32Array(count);
  const high = new Int32Array(count);
  const contents = new Map<number, number[]>();
  const bands = Array.from({ length: 4 }, () => new Map<number, number[]>());
  const pairs: DuplicatePair[] = [];
  let left = MOST_COMPARISONS;

  function nearestTo(image: number, words: Uint16Array): number | undefined {
    let nearest: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [band, map] of bands.entries()) {
      const others = map.get(words[band]!) ?? [];
      left -= others.length;
      if (left < 0) {
        return nearest;
      }
      for (const other of others) {
        const distance = countBits(low[image]! ^ low[other]!) + countBits(high[image]! ^ high[other]!);
        const difference =
          distance > DISTANCE ? Number.POSITIVE_INFINITY : meanDifference(images, [image, other], size);
        if (difference < least) {
          nearest = other;
          least = difference;
        }
      }
    }
    return nearest;
  }

  for (let image = 0; image < count; image++) {
    const pixels = images.subarray(image * size, (image + 1) * size);
    const hash = contentHash(pixels);
    const same = contents.get(hash)?.find((other) => meanDifference(images, [image, other], size) === 0);
    if (same !== undefined) {
      pairs.push({ first: same, second: image, exact: true });
      continue;
    }
    append(contents, hash, image);
    const words = differenceHash(pixels, shape);
    low[image] = words[0]! | (words[1]! << 16);
    high[image] = words[2]! | (words[3]! << 16);
    const near = nearestTo(image, words);
    if (near !== undefined) {
      pairs.push({ first: near, second: image, exact: false });
    }
    for (const [band, map] of bands.entries()) {
      append(map, words[band]!, image);
    }
  }
  return { pairs, complete: left >= 0 };
}
