import type { ModelFile } from "../artifact/model_file.ts";
import type { Engine, Executable } from "../engines/engine.ts";
import { predictEntryName, predictionProgram } from "../programs/prediction_program.ts";
import { foldForServing } from "./fold_for_serving.ts";
import { preprocess, type RawImage } from "./preprocess.ts";
import { BATCHES, runBatches } from "./run_batches.ts";
import { topK } from "./top_k.ts";

/** One class and its score. */
export interface Prediction {
  /** Index of the class. */
  readonly index: number;
  readonly label: string;
  readonly score: number;
}

/** A model that is ready to classify images. */
export interface Predictor {
  /** Names of the classes. */
  readonly classes: readonly string[];
  /**
   * Classifies images of any size.
   * @returns For each image its `topK` classes, best first (3 by default, at most all).
   */
  predict(
    images: readonly RawImage[],
    options?: { readonly topK?: number },
  ): Promise<readonly (readonly Prediction[])[]>;
  /** Frees what the predictor holds. */
  dispose(): void;
}

/** Makes a model file ready to classify images. */
export async function createPredictor(options: {
  readonly file: ModelFile;
  readonly engine: Engine;
}): Promise<Predictor> {
  const { file, engine } = options;
  const { classes } = file.manifest;
  const { model, weights } = foldForServing({ model: file.manifest.model, weights: file.weights });
  const executable = await engine.compile(predictionProgram(model, BATCHES));
  await executable.writeState(weights);
  // Runs of one executable must not overlap, so each call waits for the one before it.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    classes,
    predict: (images, { topK: count = 3 } = {}) => {
      const pixels = images.map((image) => preprocess(image, model.input));
      const scores = turn.then(() => scoreAll(executable, pixels, classes.length));
      turn = scores.catch(() => undefined);
      return scores.then((rows) => rows.map((row) => topK(row, classes, count)));
    },
    dispose: () => executable.dispose(),
  };
}

async function scoreAll(
  executable: Executable,
  images: readonly Uint8Array[],
  classes: number,
): Promise<Float32Array[]> {
  const rows: Float32Array[] = [];
  await runBatches(
    images,
    (batch, pixels) => executable.run(predictEntryName(batch), { images: pixels }),
    ({ scores }, _first, batch) => {
      for (let i = 0; i < batch; i++) {
        rows.push((scores as Float32Array).slice(i * classes, (i + 1) * classes));
      }
    },
  );
  return rows;
}
