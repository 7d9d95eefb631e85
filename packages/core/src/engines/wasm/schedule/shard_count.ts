/**
 * Most shards a loop over images is cut into: threads beyond that have nothing to do. Every shard costs sums of its own, which four still
 * keep in the cache for small networks.
 */
export const MOST_SHARDS = 4;
/** Images that a shard must have before another is worth its own sums. */
const FEWEST_IMAGES = 4;
/** All shards' sums together may take so many bytes. */
const MOST_SUM_BYTES = 2 ** 27;

/**
 * Number of parts into which a loop over images is cut; each part adds to sums of its own, which are added up in order behind the loop.
 * It follows from the program alone, never from threads or the machine, so that neither changes the bits of a result.
 * @param sumBytes Bytes of all tensors to which each image adds.
 */
export function shardCount(images: number, sumBytes: number): number {
  let shards = MOST_SHARDS;
  while (shards > 1 && (images < shards * FEWEST_IMAGES || shards * sumBytes > MOST_SUM_BYTES)) {
    shards /= 2;
  }
  return shards;
}
