import type { Stage, StageBlock, Use, ValueId } from "../schedule/stage.ts";

/** A stage and its moment. Stages that run for each image, or side by side, share all moments of their block, as each runs before and after every other. */
export interface PlacedStage {
  readonly stage: Stage;
  readonly at: number;
  readonly block: StageBlock;
  /** Moments of the block's first and last stage. */
  readonly blockFirst: number;
  readonly blockLast: number;
}

/** A place where a tensor is read or written. */
export interface UseSite {
  readonly use: Use;
  readonly writes: boolean;
  readonly placed: PlacedStage;
}

/** Gives every stage a moment, in order from 0. */
export function placeStages(blocks: readonly StageBlock[]): PlacedStage[] {
  const placed: PlacedStage[] = [];
  for (const block of blocks) {
    const blockFirst = placed.length;
    const blockLast = blockFirst + block.stages.length - 1;
    for (const stage of block.stages) {
      placed.push({ stage, at: placed.length, block, blockFirst, blockLast });
    }
  }
  return placed;
}

/** Where each tensor is read and written, in order. */
export function findUseSites(stages: readonly PlacedStage[]): Map<ValueId, UseSite[]> {
  const sites = new Map<ValueId, UseSite[]>();
  const add = (site: UseSite): void => {
    const known = sites.get(site.use.value);
    if (known === undefined) {
      sites.set(site.use.value, [site]);
    } else {
      known.push(site);
    }
  };
  for (const placed of stages) {
    for (const use of placed.stage.reads) {
      add({ use, writes: false, placed });
    }
    for (const use of placed.stage.writes) {
      add({ use, writes: true, placed });
    }
  }
  return sites;
}

/** Whether a tensor never leaves the loop over images that makes it: then room for one image's part is enough. */
export function isPassing(sites: readonly UseSite[]): boolean {
  const block = sites.find(({ writes }) => writes)?.placed.block;
  return (
    block !== undefined &&
    block.images !== null &&
    sites.every(({ use, placed }) => use.sliced && placed.block === block)
  );
}

/**
 * First and last moment at which a tensor is needed.
 * @param passing Whether there is room for one image's part only; otherwise all of it must last as long as a loop that touches it.
 */
export function lifetime(sites: readonly UseSite[], passing: boolean): { first: number; last: number } {
  const moments = sites.map(({ placed: { at, block, blockFirst, blockLast } }) =>
    passing || (block.images === null && block.shards === 1)
      ? { first: at, last: at }
      : { first: blockFirst, last: blockLast },
  );
  return {
    first: Math.min(...moments.map(({ first }) => first)),
    last: Math.max(...moments.map(({ last }) => last)),
  };
}
