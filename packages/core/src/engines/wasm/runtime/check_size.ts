import { formatType, sizeOf } from "../../../graph/tensor_type.ts";
import { PAGE_BYTES } from "../assembler/module_builder.ts";
import type { StageBlock } from "../schedule/stage.ts";

/** All that 32-bit addresses reach: 4 GiB. */
const MOST_PAGES = 65_536;
/** Loops count bytes in int32, four an element. */
const MOST_ELEMENTS = 2 ** 29;

/**
 * Fails if a stage sees a tensor, or an image's part of one, that its loops cannot count through.
 * @throws {RangeError} With the first.
 */
export function checkTensorSizes(name: string, blocks: readonly StageBlock[]): void {
  for (const { reads, writes } of blocks.flatMap(({ stages }) => stages)) {
    const large = [...reads, ...writes].find(({ type }) => sizeOf(type.shape) >= MOST_ELEMENTS);
    if (large !== undefined) {
      throw new RangeError(
        `Cannot compile "${name}" as a tensor must have less than ${MOST_ELEMENTS} elements: current value is ${formatType(large.type)}`,
      );
    }
  }
}

/** Fails if a program needs more memory than addresses reach. @throws {RangeError} */
export function checkPages(name: string, pages: number): void {
  if (pages > MOST_PAGES) {
    const gibibytes = (pages * PAGE_BYTES) / 2 ** 30;
    throw new RangeError(
      `Cannot compile "${name}" as it must fit into 4 GiB of memory: current need is ${gibibytes.toFixed(1)} GiB`,
    );
  }
}
