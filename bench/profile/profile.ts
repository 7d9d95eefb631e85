import { parseTrainSpec } from "@convzoo/core";
import { initializeState } from "../../packages/core/src/programs/initialize_state.ts";
import { trainingProgram } from "../../packages/core/src/programs/training_program.ts";
import { BATCH_SIZE, imagesFor, MODELS, networksOf } from "../networks.ts";
import type { BenchOptions } from "../options.ts";
import { type BenchReport, benchReport } from "../report.ts";
import { profileProgram } from "./profile_program.ts";

/** Stages that take less than this share of a step are added up in one line. */
const LEAST_SHARE = 0.005;

/** Prints what each stage of a training step takes, most first, mode `fast`, one thread. It has no rows: stages change with every schedule. */
export async function benchProfile(options: BenchOptions, log: (line: string) => void): Promise<BenchReport> {
  for (const network of networksOf(options)) {
    const model = MODELS[network]();
    const program = trainingProgram(model, parseTrainSpec({}), { train: [BATCH_SIZE], evaluate: [] });
    const { train } = await imagesFor(network, options);
    const size = train.images.length / train.count;
    const { milliseconds, stages } = await profileProgram(program, {
      mode: "fast",
      state: initializeState(program, 0),
      feeds: {
        images: Uint8Array.from(train.images.subarray(0, BATCH_SIZE * size)),
        labels: Int32Array.from(train.labels.subarray(0, BATCH_SIZE)),
        learningRate: Float32Array.of(1e-5),
      },
      rounds: options.rounds,
    });
    const sum = stages.reduce((total, stage) => total + stage.milliseconds, 0);
    log(
      `${network}, batch ${BATCH_SIZE}, fast, 1 thread: ${milliseconds.toFixed(2)} ms a step; ${stages.length} stages by themselves ${sum.toFixed(2)} ms`,
    );
    const isLarge = (time: number): boolean => time >= LEAST_SHARE * sum;
    const shown = stages.filter((stage) => isLarge(stage.milliseconds));
    for (const stage of shown.toSorted((one, other) => other.milliseconds - one.milliseconds)) {
      const speed = stage.gigaflops > 0 ? `${stage.gigaflops.toFixed(1)} GFLOP/s` : "";
      const columns = [stage.milliseconds.toFixed(3), `${((100 * stage.milliseconds) / sum).toFixed(1)} %`];
      log(`  ${columns.map((text) => text.padStart(8)).join("")} ${speed.padStart(14)}  ${stage.name}`);
    }
    const rest = sum - shown.reduce((total, stage) => total + stage.milliseconds, 0);
    log(`  ${rest.toFixed(3).padStart(8)} in ${stages.length - shown.length} others`);
  }
  return benchReport("profile", []);
}
