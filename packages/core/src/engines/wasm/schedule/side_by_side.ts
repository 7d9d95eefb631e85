import type { Entry } from "../../../graph/program.ts";
import type { Stage, StageBlock, ValueId } from "./stage.ts";
import { bytesOf, rootOf } from "./values.ts";

/**
 * Least work for which other threads are called, in operations and twice the bytes moved: some twenty microseconds, against the two or three
 * that a barrier takes.
 */
const LEAST_WORK = 400_000;

function workOf({ flops = 0, reads, writes }: Stage): number {
  const bytes = [...reads, ...writes].reduce((sum, { type }) => sum + bytesOf(type), 0);
  return flops + 2 * bytes;
}

/** The variable nodes whose new value each value is: a stage that writes it may write over the old one. */
function overwritten({ graph, updates }: Entry): ReadonlyMap<ValueId, readonly ValueId[]> {
  const nodesOf = new Map<string, ValueId[]>();
  for (const node of graph.nodes) {
    if (node.op === "variable") {
      const { name } = node.attributes;
      nodesOf.set(name, [...(nodesOf.get(name) ?? []), node.id]);
    }
  }
  return new Map(
    Object.entries(updates).map(([name, id]) => [rootOf(graph.nodes, id), nodesOf.get(name) ?? []]),
  );
}

/**
 * Orders stages that run once into waves: none of a wave needs what another of it makes, or writes over what another reads.
 * Each stage is in the earliest wave that is possible.
 */
function findWaves(stages: readonly Stage[], old: ReadonlyMap<ValueId, readonly ValueId[]>): Stage[][] {
  const madeIn = new Map<ValueId, number>();
  const readIn = new Map<ValueId, number>();
  const waves: Stage[][] = [];
  for (const stage of stages) {
    const after = [
      ...stage.reads.map(({ value }) => madeIn.get(value)),
      ...stage.writes.map(({ value }) => madeIn.get(value)),
      ...stage.writes.flatMap(({ value }) => (old.get(value) ?? []).map((variable) => readIn.get(variable))),
    ];
    const wave = Math.max(0, ...after.map((before) => (before === undefined ? 0 : before + 1)));
    for (const { value } of stage.writes) {
      madeIn.set(value, wave);
    }
    for (const { value } of stage.reads) {
      readIn.set(value, Math.max(wave, readIn.get(value) ?? 0));
    }
    waves[wave] ??= [];
    waves[wave].push(stage);
  }
  return waves;
}

/** Tasks of stages that run once: each stage is one, or as many as it can be cut into. */
function taskCount(stages: readonly Stage[]): number {
  return stages.reduce((sum, { parts = 1 }) => sum + parts, 0);
}

/**
 * Groups stages that run once: those that are worth it side by side, in a block of as many shards as there are tasks, the others one after the
 * other. The grouping follows from the program alone, and changes no sum.
 */
function groupStages(stages: readonly Stage[], old: ReadonlyMap<ValueId, readonly ValueId[]>): StageBlock[] {
  const blocks: { images: null; shards: number; stages: Stage[]; sums: [] }[] = [];
  for (const wave of findWaves(stages, old)) {
    const tasks = taskCount(wave);
    const work = wave.reduce((sum, stage) => sum + workOf(stage), 0);
    const shards = work < LEAST_WORK ? 1 : tasks;
    const last = blocks.at(-1);
    if (shards === 1 && last?.shards === 1) {
      last.stages.push(...wave);
    } else {
      blocks.push({ images: null, shards, stages: [...wave], sums: [] });
    }
  }
  return blocks;
}

/** Finds the stages of an entry that can run side by side, among those between its loops over images. */
export function runSideBySide(blocks: readonly StageBlock[], entry: Entry): StageBlock[] {
  const old = overwritten(entry);
  const result: StageBlock[] = [];
  let once: Stage[] = [];
  const close = (): void => {
    result.push(...groupStages(once, old));
    once = [];
  };
  for (const block of blocks) {
    if (block.images === null) {
      once.push(...block.stages);
    } else {
      close();
      result.push(block);
    }
  }
  close();
  return result;
}
