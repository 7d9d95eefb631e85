import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImageDataset, LabeledImages, ModelSpec } from "@convzoo/core";
import { initializeState } from "../packages/core/src/programs/initialize_state.ts";
import { modelState } from "../packages/core/src/programs/trace_model.ts";

/** What every contestant of a bench is given: the same network, the same first weights, the same images. */
export interface Job {
  readonly model: ModelSpec;
  /** First weights by path, `layers.0.kernel`. */
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly dataset: ImageDataset;
}

/** `job.json`; beside it lie `weights.f32`, one weight behind the other, and `train` and `test` as `.images.u8` and `.labels.u8`. */
interface JobFile {
  readonly model: ModelSpec;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly classes: readonly string[];
}

const SETS = ["train", "test"] as const;

/**
 * Writes a job into a folder of its own, for programs in any language; first weights follow from seed 0.
 * @returns The folder, and how to remove it.
 */
export async function writeJob(
  model: ModelSpec,
  dataset: ImageDataset,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "convzoo-bench-"));
  const state = modelState(model);
  const values = initializeState({ name: "weights", state, entries: {} }, 0);
  const weights = state.map(({ name, type }) => ({ name, shape: type.shape }));
  const job: JobFile = { model, weights, classes: dataset.classes };
  await writeFile(join(folder, "job.json"), JSON.stringify(job));
  await writeFile(
    join(folder, "weights.f32"),
    weights.map(({ name }) => new Uint8Array((values[name] as Float32Array).buffer)),
  );
  for (const name of SETS) {
    await writeFile(join(folder, `${name}.images.u8`), dataset[name].images);
    await writeFile(join(folder, `${name}.labels.u8`), dataset[name].labels as Uint8Array);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Reads a job. */
export async function readJob(folder: string): Promise<Job> {
  const job = JSON.parse(await readFile(join(folder, "job.json"), "utf8")) as JobFile;
  const bytes = await readFile(join(folder, "weights.f32"));
  const all = new Float32Array(new Uint8Array(bytes).buffer);
  const weights: Record<string, Float32Array> = {};
  let begin = 0;
  for (const { name, shape } of job.weights) {
    const end = begin + shape.reduce((product, size) => product * size, 1);
    weights[name] = all.slice(begin, end);
    begin = end;
  }
  const [train, test] = await Promise.all(
    SETS.map(async (name): Promise<LabeledImages> => {
      const [images, labels] = await Promise.all(
        ["images", "labels"].map(
          async (part) => new Uint8Array(await readFile(join(folder, `${name}.${part}.u8`))),
        ),
      );
      return { images: images!, labels: labels!, count: labels!.length };
    }),
  );
  const { model, classes } = job;
  const dataset = { name: "bench", classes, ...model.input, train: train!, test: test! };
  return { model, weights, dataset };
}
