import type { Contestant, Introduction } from "./interleave.ts";
import { type LineProcess, type LineProgram, startLineProcess } from "./peers/line_process.ts";

/** What a contestant does in a round. */
export interface Course {
  readonly batchSize: number;
  /** Steps of a round. */
  readonly steps: number;
  readonly warmUpSteps: number;
}

/**
 * Of a round's steps so many more are done before it and do not count: what waited for its turn, behind a peer that took a minute, begins with cold
 * caches and memory that the system has put away.
 */
const RUN_IN = 0.05;

/** The answer to `{ "steps": n }`. */
interface StepsDone {
  readonly seconds: number;
  readonly peakMemory: number | null;
}

/**
 * A contestant in a process of its own, which lives through all rounds, so that its memory is its own and nobody's garbage slows it; its
 * speed is in images a second. The program introduces itself by its first line, and answers `{ "steps": n }` once it has done so many.
 */
export function processContestant(
  program: LineProgram,
  { batchSize, steps, warmUpSteps }: Course,
): Contestant {
  let child: LineProcess | undefined;
  const run = async (count: number): Promise<StepsDone> => (await child!.ask({ steps: count })) as StepsDone;
  return {
    warmUp: async () => {
      child = startLineProcess(program);
      const introduction = (await child.ask()) as Introduction;
      if (!("absent" in introduction)) {
        await run(warmUpSteps);
      }
      return introduction;
    },
    round: async () => {
      await run(Math.ceil(RUN_IN * steps));
      const { seconds, peakMemory } = await run(steps);
      return { speed: (steps * batchSize) / seconds, peakMemory };
    },
    close: async () => {
      await child?.close();
    },
  };
}

/** A contestant that cannot be started here, and why. */
export function absentContestant(absent: string): Contestant {
  return {
    warmUp: async () => ({ absent }),
    round: () => Promise.reject(new Error(`Cannot measure what is absent: ${absent}`)),
    close: async () => undefined,
  };
}
