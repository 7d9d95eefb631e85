import { fileURLToPath } from "node:url";
import type { Contestant } from "../interleave.ts";
import { findPython } from "./find_python.ts";
import { startLineProcess } from "./line_process.ts";

/** What Keras is to train. */
export interface KerasOptions {
  /** A directory with the four files of the dataset. */
  readonly data: string;
  readonly batchSize: number;
  /** Steps of a round. */
  readonly steps: number;
  readonly warmUpSteps: number;
  readonly threads: number;
}

const script = fileURLToPath(new URL("keras_train.py", import.meta.url));

/** Keras `fit` in a process of its own, which lives through all rounds; its speed is in images a second. */
export function kerasContestant(options: KerasOptions): Contestant {
  const { data, batchSize, steps, warmUpSteps, threads } = options;
  const child = startLineProcess(findPython(), [
    ...[script, "--data", data],
    ...["--batch-size", String(batchSize)],
    ...["--threads", String(threads)],
  ]);
  const train = async (count: number): Promise<number> => {
    const { seconds } = (await child.ask({ steps: count })) as { readonly seconds: number };
    return (count * batchSize) / seconds;
  };
  return {
    name: "Keras fit",
    warmUp: async () => {
      await child.ask();
      await train(warmUpSteps);
    },
    round: () => train(steps),
    close: () => child.close(),
  };
}
