/** Which numbers a random op draws; every part is a 32-bit whole number, of which only the bits count. */
export interface PhiloxPlace {
  readonly seed: number;
  /** Number of the op in its graph. */
  readonly stream: number;
  readonly step: number;
}

const ROUNDS = 10;
const MULTIPLIER_0 = 0xd251_1f53;
const MULTIPLIER_1 = 0xcd9e_8d57;
const WEYL_0 = 0x9e37_79b9;
const WEYL_1 = 0xbb67_ae85;

/** Upper 32 bits of the product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = (aLow * bHigh + (middle & 0xffff)) >>> 16;
  return (aHigh * bHigh + Math.floor(middle / 0x1_0000) + carry) >>> 0;
}

/**
 * Four random words: the block function Philox4x32-10.
 * @param key Two 32-bit words.
 * @param counter Four 32-bit words.
 * @returns Four unsigned 32-bit words.
 * @see Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, 2011.
 */
export function philox4x32(
  key: readonly [number, number],
  counter: readonly [number, number, number, number],
): [number, number, number, number] {
  let [k0, k1] = key;
  let [c0, c1, c2, c3] = counter;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0 >>> 0);
    const low0 = Math.imul(MULTIPLIER_0, c0);
    const high1 = multiplyHigh(MULTIPLIER_1, c2 >>> 0);
    const low1 = Math.imul(MULTIPLIER_1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + WEYL_0) | 0;
    k1 = (k1 + WEYL_1) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/**
 * The first `count` random words of a place.
 * Element `e` is word `e mod 4` of Philox4x32-10 with key (seed, stream) and counter (e div 4, 0, step, 0).
 */
export function philoxBits(place: PhiloxPlace, count: number): Uint32Array {
  const words = new Uint32Array(count);
  for (let block = 0; block * 4 < count; block++) {
    const four = philox4x32([place.seed, place.stream], [block, 0, place.step, 0]);
    for (let word = 0; word < 4 && block * 4 + word < count; word++) {
      words[block * 4 + word] = four[word]!;
    }
  }
  return words;
}

/** The first `count` uniform numbers of a place, in [0, 1): the upper 24 bits of `philoxBits`, times 2^-24. What the op `randomUniform` gives. */
export function philoxUniform(place: PhiloxPlace, count: number): Float32Array {
  return Float32Array.from(philoxBits(place, count), (word) => (word >>> 8) / 0x100_0000);
}
