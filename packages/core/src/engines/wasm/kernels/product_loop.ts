import type { I32 } from "../assembler/expression.ts";

/** One loop of a sum of products, and by how many bytes each of its turns moves on. */
export interface ProductLoop {
  /** Only the outermost loop may have a count that is not known before the run; it must not be 0 then. */
  readonly count: number | I32;
  readonly aStep: number;
  readonly bStep: number;
}
