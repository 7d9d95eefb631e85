import type { ModelFile } from "../artifact/model_file.ts";
import type { Engine } from "../engines/engine.ts";
import { embeddingProgram, embedEntryName, featureLength } from "../programs/embedding_program.ts";
import { foldForServing } from "./fold_for_serving.ts";
import { preprocess, type RawImage } from "./preprocess.ts";
import { BATCHES, runBatches } from "./run_batches.ts";

/** What a model makes of images, image by image. */
export interface Embeddings {
  /** `scores[image * classes + class]` */
  readonly scores: Float32Array;
  /** `features[image * length + feature]`: what the head was given. Empty if the model has none. */
  readonly features: Float32Array;
}

/** A model that is ready to tell what it sees in images, and by what. */
export interface Embedder {
  /** Names of the classes. */
  readonly classes: readonly string[];
  /** Features an image; null if no layer with weights stands before the head, which is the last layer with weights. */
  readonly length: number | null;
  /** Looks at images of any size; calls must not overlap. */
  embed(images: readonly RawImage[]): Promise<Embeddings>;
  /** Frees what it holds. */
  dispose(): void;
}

/** Makes a model file ready to give the scores of images together with their features. */
export async function createEmbedder(options: {
  readonly file: ModelFile;
  readonly engine: Engine;
}): Promise<Embedder> {
  const { file, engine } = options;
  const { classes } = file.manifest;
  const { model, weights } = foldForServing({ model: file.manifest.model, weights: file.weights });
  const length = featureLength(model);
  const executable = await engine.compile(embeddingProgram(model, BATCHES));
  await executable.writeState(weights);
  return {
    classes,
    length,
    embed: async (images) => {
      const scores = new Float32Array(images.length * classes.length);
      const features = new Float32Array(images.length * (length ?? 0));
      await runBatches(
        images.map((image) => preprocess(image, model.input)),
        (batch, pixels) => executable.run(embedEntryName(batch), { images: pixels }),
        (results, first) => {
          scores.set(results["scores"] as Float32Array, first * classes.length);
          if (length !== null) {
            features.set(results["features"] as Float32Array, first * length);
          }
        },
      );
      return { scores, features };
    },
    dispose: () => executable.dispose(),
  };
}
