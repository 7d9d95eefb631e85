import { syntheticDataset } from "@convzoo/core";
import sharp from "sharp";
import { copyVersion } from "./copy_version.ts";
import { idxFiles } from "./idx_files.ts";
import { tinyModel } from "./models.ts";
import type { TestServer } from "./test_server.ts";
import { createVersionFixture } from "./version_fixture.ts";

/** Makes the arguments of each mutation, by its name. */
export type SucceedingMutations = Readonly<
  Record<string, () => Promise<Readonly<Record<string, unknown>>> | Readonly<Record<string, unknown>>>
>;

/**
 * Fills a server with what mutations need.
 *
 * @returns What makes arguments with which a mutation succeeds and changes something, also if it is called again. `createWebhook` and
 * what needs one need `CONVZOO_SECRET_KEYS`.
 */
export async function plantMutations({ database, send }: TestServer): Promise<SucceedingMutations> {
  const { pool } = database;
  const fixture = await createVersionFixture(database);
  // what is deleted by age spares it
  await pool.query("insert into version_pins (version_id, reason) values ($1, '')", [fixture.versionId]);
  const [version, dataset, variant] = [
    `Version_${fixture.versionId}`,
    `Dataset_${fixture.datasetId}`,
    `Variant_${fixture.variantId}`,
  ];
  const insert = async (statement: string, ...values: readonly unknown[]): Promise<string> =>
    (await pool.query<{ id: string }>(`${statement} returning id`, [...values])).rows[0]!.id;
  const modelId = `Model_${(await pool.query("select model_id as id from versions")).rows[0].id}`;
  const unique = (): string => crypto.randomUUID();
  const data = syntheticDataset({ height: 8, width: 8, train: 64, test: 16 });
  const classes = [...data.classes];
  const idx = (): object =>
    Object.fromEntries(Object.entries(idxFiles(data)).map(([name, bytes]) => [name, new Blob([bytes])]));
  const pixels = data.test.images.slice(0, 64);
  const png = await sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } })
    .png()
    .toBuffer();

  const newVersion = async (): Promise<string> => `Version_${await copyVersion(database, fixture.versionId)}`;
  const newPinned = async (): Promise<string> => {
    const id = await copyVersion(database, fixture.versionId);
    await pool.query("insert into version_pins (version_id, reason) values ($1, '')", [id]);
    return `Version_${id}`;
  };
  const newRun = async (state: string): Promise<string> =>
    `Run_${await insert(
      "insert into runs (variant_id, dataset_id, epochs, state) values ($1, $2, 2, $3::run_state)",
      fixture.variantId,
      fixture.datasetId,
      state,
    )}`;
  /** With a job: a server takes care of those that have lost theirs. */
  const newQueued = async (): Promise<string> => {
    const answer = await send(
      `mutation ($input: StartRunInput!) { startRun(input: $input) { ... on MutationStartRunSuccess { data { id } } } }`,
      { input: { variantId: variant, datasetId: dataset } },
    );
    return answer.data.startRun.data.id;
  };
  const newKept = async (): Promise<string> => {
    const id = await newRun("FAILED");
    await pool.query(
      `insert into kept_checkpoints (run_id, epoch, attempt, engine_version, step, blob_digest)
       values ($1, 1, 1, '0', 4, $2)`,
      [id.slice("Run_".length), fixture.artifactDigest],
    );
    return id;
  };
  const newSweep = async (state: string): Promise<string> =>
    `Sweep_${await insert(
      `insert into sweeps (name, variant_id, dataset_id, space, method, metric, higher_is_better, max_trials, concurrency,
         seed, training_seed, mode, state)
       values ('sweep', $1, $2, '[]', '{"random": {}}', 'testAccuracy', true, 3, 1, 0, 0, 'PORTABLE', $3::sweep_state)`,
      fixture.variantId,
      fixture.datasetId,
      state,
    )}`;
  const newAblation = async (): Promise<string> =>
    `Ablation_${await insert(
      `insert into ablations (name, variant_id, dataset_id, kind, metric, higher_is_better, mode, seeds, techniques)
       values ('ablation', $1, $2, 'ADD_ONE_IN', 'testAccuracy', true, 'PORTABLE', '{0}', '{}')`,
      fixture.variantId,
      fixture.datasetId,
    )}`;
  const newModel = async (): Promise<string> =>
    await insert("insert into models (name) values ($1)", unique());
  const newVariant = async (): Promise<string> =>
    `Variant_${await insert(
      `insert into variants (model_id, digest, name, model_spec, train_spec, parameter_count) values ($1, 'd', 'v', '{}', '{}', 1)`,
      await newModel(),
    )}`;
  const newDataset = async (): Promise<string> =>
    `Dataset_${await insert(
      `insert into datasets (name, digest, classes, height, width, channels, train_count, test_count, train_images, train_labels,
         test_images, test_labels)
       select $1, digest, classes, height, width, channels, train_count, test_count, train_images, train_labels, test_images,
         test_labels from datasets where id = $2`,
      unique(),
      fixture.datasetId,
    )}`;
  const newWebhook = async (): Promise<string> =>
    `Webhook_${await insert("insert into webhooks (url, topics, secret) values ('https://example.com', '{EVALUATION}', 's')")}`;
  const newDelivery = async (): Promise<string> => {
    const answer = await send(
      "mutation ($id: ID!) { testWebhook(id: $id) { ... on MutationTestWebhookSuccess { data { id } } } }",
      { id: await newWebhook() },
    );
    return answer.data.testWebhook.data.id;
  };
  let epochs = 10;
  const newSpecs = (): object => {
    epochs += 1;
    return { modelId, name: "v", spec: tinyModel, train: { epochs } };
  };
  const common = { name: "a", datasetId: dataset };

  return {
    registerDataset: () => ({ input: { name: unique(), classes, ...idx() } }),
    importDataset: () => ({
      input: {
        name: unique(),
        source: {
          csv: {
            train: new File(["0,1,2\n0,3,4\n1,5,6\n1,7,8"], "t.csv"),
            classes: ["a", "b"],
            size: { height: 1, width: 2, channels: 1 },
          },
        },
      },
    }),
    createModel: () => ({ input: { name: unique() } }),
    createVariant: () => ({ input: newSpecs() }),
    startRun: () => ({ input: { variantId: variant, datasetId: dataset } }),
    cancelRun: async () => ({ id: await newRun("PAUSED") }),
    pauseRun: async () => ({ id: await newQueued() }),
    resumeRun: async () => ({ id: await newRun("PAUSED") }),
    retryRun: async () => ({ id: await newRun("FAILED") }),
    forkRun: async () => ({ id: await newKept() }),
    reproduceRun: () => ({ id: `Run_${fixture.runId}` }),
    tagRun: () => ({ id: `Run_${fixture.runId}`, add: [unique()] }),
    deleteRuns: async () => ({ input: { runs: { ids: [await newRun("FAILED")] } } }),
    deleteRunCheckpoints: async () => ({ id: await newKept() }),
    startAblation: () => ({
      input: {
        ...common,
        variantId: variant,
        kind: "ADD_ONE_IN",
        techniques: [{ name: "clip", technique: { gradient: { clipByNorm: { norm: 1 } } } }],
      },
    }),
    startSweep: () => ({
      input: {
        ...common,
        base: { variantId: variant },
        space: [{ path: "train.batchSize", domain: { choice: { numbers: [8, 16] } } }],
        method: { random: {} },
        objective: { metric: "testAccuracy" },
        budget: { maxTrials: 2 },
      },
    }),
    cancelSweep: async () => ({ id: await newSweep("PAUSED") }),
    pauseSweep: async () => ({ id: await newSweep("RUNNING") }),
    resumeSweep: async () => ({ id: await newSweep("PAUSED") }),
    tagVersion: () => ({ input: { versionId: version, add: [unique()] } }),
    noteVersion: () => ({ input: { versionId: version, text: "good" } }),
    moveAlias: () => ({ input: { modelId, name: "champion", versionId: version } }),
    evaluateVersion: async () => ({ input: { versionId: await newVersion(), datasetId: dataset } }),
    setGate: () => ({ input: { modelId, aliasName: "gated", rules: [] } }),
    deleteVersions: async () => {
      await newVersion();
      return { input: { keepNewest: 0, olderThanDays: 0 } };
    },
    deleteDataset: async () => ({ id: await newDataset() }),
    deleteModel: async () => ({ id: `Model_${await newModel()}` }),
    deleteVariant: async () => ({ id: await newVariant() }),
    deleteSweep: async () => ({ id: await newSweep("CANCELED") }),
    deleteAblation: async () => ({ id: await newAblation() }),
    pinVersion: async () => ({ input: { versionId: await newVersion() } }),
    unpinVersion: async () => ({ versionId: await newPinned() }),
    createWebhook: () => ({ input: { url: "https://example.com", topics: ["EVALUATION"] } }),
    rotateWebhookSecret: async () => ({ id: await newWebhook() }),
    disableWebhook: async () => ({ id: await newWebhook() }),
    enableWebhook: async () => ({ id: await newWebhook() }),
    deleteWebhook: async () => ({ id: await newWebhook() }),
    testWebhook: async () => ({ id: await newWebhook() }),
    replayWebhookDelivery: async () => ({ id: await newDelivery() }),
    predict: () => ({ versionId: version, images: [new File([new Uint8Array(png)], "first.png")] }),
  };
}
