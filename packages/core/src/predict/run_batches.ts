import type { NamedTensors } from "../graph/program.ts";

/** Batch sizes that are compiled; a list of images is covered by the largest that fit. An image's results do not depend on its batch. */
export const BATCHES = [64, 8, 1] as const;

/** Runs one batch: pixels of all its images in, results by name out. */
type RunBatch = (batch: number, pixels: Uint8Array) => Promise<NamedTensors>;

/**
 * Runs images of one size batch by batch.
 * @param images Pixels of each image.
 * @param run Runs one batch of a size out of {@linkcode BATCHES}.
 * @param take Given each batch's results, the number of its first image, and how many it has.
 */
export async function runBatches(
  images: readonly Uint8Array[],
  run: RunBatch,
  take: (results: NamedTensors, first: number, batch: number) => void,
): Promise<void> {
  let done = 0;
  while (done < images.length) {
    const batch = BATCHES.find((size) => size <= images.length - done)!;
    const size = images[0]!.length;
    const pixels = new Uint8Array(size * batch);
    for (let i = 0; i < batch; i++) {
      pixels.set(images[done + i]!, i * size);
    }
    take(await run(batch, pixels), done, batch);
    done += batch;
  }
}
