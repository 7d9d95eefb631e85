import type { Place, V128 } from "../assembler/expression.ts";
import type { LaneCount } from "./lanes_in_memory.ts";

/**
 * What is done with four neighbouring results of a tile before they are stored.
 * @param sum The results.
 * @returns What is stored.
 */
export type Finish = (
  sum: V128,
  at: {
    /** Where they go. */
    readonly place: Place;
    /** Bytes from the first column of the tile to theirs. */
    readonly offset: number;
    /** How many of them are stored. */
    readonly count: LaneCount;
  },
) => V128;
