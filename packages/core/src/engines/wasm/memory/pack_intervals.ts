/** Memory that something needs from one moment to another, both included. */
export interface Interval {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

/** Tensors begin at multiples of this many bytes: a line of the cache. */
export const ALIGNMENT = 64;

/** The next multiple of the alignment. */
export function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/**
 * Finds a place for each interval so that those that overlap in time do not in memory: the largest first, each at the lowest place that is free.
 * @returns An offset for each, and the bytes of all together.
 */
export function packIntervals(intervals: readonly Interval[]): { offsets: number[]; bytes: number } {
  const offsets = intervals.map(() => 0);
  const order = [...intervals.keys()].sort((a, b) => intervals[b]!.bytes - intervals[a]!.bytes || a - b);
  const placed: number[] = [];
  let total = 0;
  for (const index of order) {
    const { bytes, first, last } = intervals[index]!;
    const neighbours = placed
      .filter((other) => intervals[other]!.first <= last && intervals[other]!.last >= first)
      .sort((a, b) => offsets[a]! - offsets[b]!);
    let offset = 0;
    for (const other of neighbours) {
      if (offset + bytes <= offsets[other]!) {
        break;
      }
      offset = Math.max(offset, align(offsets[other]! + intervals[other]!.bytes));
    }
    offsets[index] = offset;
    placed.push(index);
    total = Math.max(total, align(offset + bytes));
  }
  return { offsets, bytes: total };
}
