import {
  createWasmEngine,
  parseModelSpec,
  parseTrainSpec,
  syntheticDataset,
  train,
  writeModelFile,
} from "@convzoo/core";
import type { Database } from "../postgres/database.ts";
import { inTransaction } from "../postgres/database.ts";
import { findVariant } from "../store/find_variant.ts";
import { insertBlob } from "../store/insert_blob.ts";
import { insertRun } from "../store/insert_run.ts";
import { insertVersion } from "../store/insert_version.ts";
import { createRunFixture, type RunFixture } from "./run_fixture.ts";

/** A published version, and what it came from. */
export interface VersionFixture extends RunFixture {
  readonly runId: string;
  readonly variantId: string;
  readonly versionId: string;
  /** The digest of its model file. */
  readonly artifactDigest: string;
}

/** Trains a variant of the run fixture here and now, and publishes what it has learned as a run would have done it. */
export async function createVersionFixture(database: Database): Promise<VersionFixture> {
  const fixture = await createRunFixture(database);
  const { datasetId } = fixture;
  const variantId = await fixture.variant();
  const { modelId, modelSpec, trainSpec, digest } = (await findVariant(database.pool, variantId))!;
  const [model, spec] = [parseModelSpec(modelSpec), parseTrainSpec(trainSpec)];
  const dataset = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 });
  const engine = createWasmEngine();
  const training = train({ model, train: spec, dataset, engine });
  let step = await training.next();
  while (!step.done) {
    step = await training.next();
  }
  if (step.value.outcome !== "finished") {
    throw new Error("Cannot publish a version as its training must finish");
  }
  const { weights, test } = step.value;
  const metrics = { loss: 0, accuracy: 0, testLoss: test.loss, testAccuracy: test.accuracy };
  const lineage = {
    datasetDigest: "d",
    variantDigest: digest,
    seed: 0,
    mode: engine.mode,
    engine: engine.id,
    engineVersion: "0",
  };
  const { classes } = dataset;
  const bytes = writeModelFile({ model, train: spec, classes, metrics, lineage, weights });
  return await inTransaction(database.pool, async (client) => {
    const artifactDigest = await insertBlob(client, { bytes, mediaType: "application/octet-stream" });
    const run = await insertRun(client, {
      variantId,
      datasetId,
      seed: 0,
      mode: "PORTABLE",
      epochs: spec.epochs,
      jobId: crypto.randomUUID(),
    });
    await client.query("update runs set state = 'SUCCEEDED', finished_at = now() where id = $1", [run.id]);
    const versionId = await insertVersion(client, {
      runId: run.id,
      modelId,
      variantId,
      datasetId,
      digest: artifactDigest,
      artifactDigest,
      classes: [...classes],
      metrics,
    });
    return { ...fixture, runId: run.id, variantId, versionId, artifactDigest };
  });
}
