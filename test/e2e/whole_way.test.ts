import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { type Client, ClientError, createClient, type Layer, type RunEvent } from "@convzoo/client";
import { referenceCnn } from "@convzoo/core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ChildService, startChildService } from "../../packages/cli/src/service/child_service.ts";
import { fashionClasses } from "../../packages/cli/src/start/fashion_files.ts";
import { pngBomb } from "../../packages/server/src/testing/png_bomb.ts";
import { createTestDatabase, type TestDatabase } from "../../packages/server/src/testing/test_database.ts";
import { makeSubset, type Subset } from "./make_subset.ts";
import { blank, blob, halfJpeg } from "./pictures.ts";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const denoPath = join(root, "node_modules/.bin/deno");
let directory: string;
let database: TestDatabase;
let server: ChildService;
let worker: ChildService;
let url: string;
let zoo: Client;
let subset: Subset;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "convzoo-e2e-"));
  database = await createTestDatabase();
  server = await startService("server", { CONVZOO_PORT: "0" });
  worker = await startService("worker");
  const [address] = await Promise.all([server.ready, worker.ready]);
  url = address!;
  zoo = createClient({ url });
  subset = await makeSubset({ train: 1500, test: 500 });
});

afterAll(async () => {
  await Promise.all([worker?.stop(), server?.stop()]);
  await database?.drop();
  await rm(directory, { recursive: true, force: true });
});

function startService(command: string, settings: Record<string, string> = {}): Promise<ChildService> {
  const environment = {
    CONVZOO_DATABASE_URL: database.url,
    CONVZOO_DATA_DIR: directory,
    CONVZOO_HOST: "127.0.0.1",
    ...settings,
  };
  return startChildService({ command, environment, logPath: join(directory, `${command}.log`) });
}

async function errorOf(call: Promise<unknown>): Promise<ClientError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ClientError);
  return error as ClientError;
}

describe("a zoo over HTTP", () => {
  let datasetId: string;
  let modelId: string;
  let variantId: string;
  let runId: string;
  let versionId: string;

  test("registers a dataset once, however often it is sent", async () => {
    const input = { name: "small-fashion", classes: fashionClasses, ...blobs(subset) };
    const dataset = await zoo.datasets.register(input);
    expect(dataset).toMatchObject({
      name: "small-fashion",
      height: 28,
      width: 28,
      channels: 1,
      trainCount: 1500,
      testCount: 500,
      classes: fashionClasses,
    });
    expect(await zoo.datasets.register(input)).toEqual(dataset);
    expect(await zoo.datasets.get("small-fashion")).toEqual(dataset);
    const other = { ...input, ...blobs(await makeSubset({ train: 10, test: 10 })) };
    expect((await errorOf(zoo.datasets.register(other))).code).toBe("CONFLICT");
    datasetId = dataset.id;
  });

  test("refuses data that is not what it says, with the file at fault, and keeps nothing of it", async () => {
    const wrong = new Blob([new Uint8Array([0, 0, 9, 1, 0, 0, 0, 1, 7])]);
    const input = { name: "wrong", classes: fashionClasses, ...blobs(subset), trainLabels: wrong };
    const error = await errorOf(zoo.datasets.register(input));
    expect(error.path).toContain("trainLabels");
    expect(error.message).toMatch(/^Cannot /);
    expect(await zoo.datasets.get("wrong")).toBeNull();
  });

  test("creates a model and a variant, and gives an equal variant back", async () => {
    const model = await zoo.models.create({ name: "fashion", description: "Garments" });
    modelId = model.id;
    expect((await errorOf(zoo.models.create({ name: "fashion" }))).code).toBe("CONFLICT");
    const input = { modelId, name: "reference_cnn", spec: referenceCnn(), train: { epochs: 3 } };
    const variant = await zoo.variants.create(input);
    expect(variant).toMatchObject({
      name: "reference_cnn",
      parameterCount: 93_322,
      model: { name: "fashion" },
    });
    expect((await zoo.variants.create(input)).id).toBe(variant.id);
    expect(await zoo.variants.get(variant.id)).toEqual(variant);
    expect(await zoo.variants.get(modelId)).toBeNull();
    variantId = variant.id;
  });

  test("names the field of a spec that cannot be built", async () => {
    const spec = referenceCnn();
    const call = (layers: readonly Layer[], classes = 10): Promise<unknown> =>
      zoo.variants.create({ modelId, name: "wrong", spec: { ...spec, layers, classes }, train: {} });
    const error = await errorOf(call([{ conv2d: { ...conv, filters: 0 } }, ...spec.layers.slice(1)]));
    expect(error).toMatchObject({ path: "input.spec.layers[0].conv2d.filters", received: "0" });
    const wide = await errorOf(
      call([{ conv2d: { ...conv, kernelSize: [29, 29] } }, ...spec.layers.slice(1)]),
    );
    expect(wide.path).toMatch(/^input\.spec\.layers\[0\]/);
    const twoKeys = [{ conv2d: { filters: 1 }, flatten: {} }] as never;
    expect((await errorOf(call(twoKeys))).message).toMatch(/LayerInput/);
    const unknownKey = [{ conv2d: { filters: 1, colour: "red" } }] as never;
    expect((await errorOf(call(unknownKey))).message).toMatch(/colour/);
  });

  test("trains, and every watcher sees every event once", async () => {
    const run = await zoo.runs.start({ variantId, datasetId, seed: 7 });
    runId = run.id;
    expect(run).toMatchObject({ state: expect.stringMatching(/QUEUED|RUNNING/), seed: 7, mode: "PORTABLE" });
    const early: RunEvent[] = [];
    for await (const event of zoo.runs.watch(runId)) {
      early.push(event);
    }
    expect(early.map(({ sequence }) => sequence)).toEqual(early.map((_, index) => index));
    expect(early.at(-1)).toMatchObject({ type: "RunStateChanged", state: "SUCCEEDED" });
    expect(early.filter(({ type }) => type === "RunEpoch")).toHaveLength(3);

    const late: RunEvent[] = [];
    for await (const event of zoo.runs.watch(runId, { after: 1 })) {
      late.push(event);
    }
    expect(late).toEqual(early.slice(2));
    for await (const event of zoo.runs.watch(runId, { after: early.length - 1 })) {
      expect.unreachable(`nothing comes after the end, not even ${event.type}`);
    }

    const ended = await zoo.runs.waitFor(runId);
    expect(ended).toMatchObject({
      state: "SUCCEEDED",
      epochs: 3,
      failure: null,
      finishedAt: expect.any(String),
    });
    versionId = ended.version!.id;
    const version = await zoo.versions.get(versionId);
    expect(version!.testAccuracy).toBeGreaterThan(0.5);
    expect(version).toMatchObject({
      classes: fashionClasses,
      model: { id: modelId },
      variant: { id: variantId },
      dataset: { id: datasetId },
      run: { id: runId },
    });
  });

  test("leaves the weights of the best epoch, judged by images that were set apart, and starts from them", async () => {
    const spec = referenceCnn();
    const train = {
      epochs: 4,
      validation: { split: { fraction: 0.2 } },
      stopping: { earlyStopping: { patience: 2 } },
    };
    const judged = await zoo.variants.create({ modelId, name: "judged", spec, train });
    const run = await zoo.runs.start({ variantId: judged.id, datasetId });
    const seen = await collect(zoo.runs.watch(run.id));
    expect(seen.map(({ type }) => type)).toEqual(expect.arrayContaining(["RunStarted", "RunCheckpointed"]));
    for (const event of seen) {
      if (event.type === "RunEpoch") {
        expect(event).toMatchObject({ validationAccuracy: expect.any(Number), testAccuracy: null });
        expect(event.metrics.map(({ name }) => name)).toContain("f1");
      }
    }
    const ended = (await zoo.runs.get(run.id))!;
    const best = seen.findLast((event) => event.type === "RunEpoch" && event.isBest);
    expect(ended).toMatchObject({ bestEpoch: (best as { epoch: number }).epoch, checkpoint: null });
    const version = (await zoo.versions.get(ended.version!.id))!;
    expect(version.metrics).toMatchObject({ testAccuracy: version.testAccuracy, f1: expect.any(Number) });

    const start = { version: { digest: version.digest } };
    const further = await zoo.variants.create({
      modelId,
      name: "further",
      spec,
      train: { epochs: 1, start },
    });
    const next = await zoo.runs.start({ variantId: further.id, datasetId });
    expect((await zoo.runs.waitFor(next.id)).state).toBe("SUCCEEDED");
    const children = await collect(zoo.runs.list({ parentId: version.id }));
    expect(children.map(({ id, parent }) => [id, parent?.id])).toEqual([[next.id, version.id]]);
  });

  test("lists what there is, page by page", async () => {
    const versions = await collect(zoo.versions.list({ modelId, pageSize: 1 }));
    expect(versions.map(({ id }) => id)).toContain(versionId);
    expect(new Set(versions.map(({ id }) => id)).size).toBe(3);
    const runs = await collect(zoo.runs.list({ variantId, state: "SUCCEEDED" }));
    expect(runs.map(({ id }) => id)).toEqual([runId]);
    expect(await collect(zoo.runs.list({ variantId, state: "FAILED" }))).toEqual([]);
    const page = await zoo.datasets.page({ first: 1 });
    expect(page.items).toHaveLength(1);
  });

  test("classifies pictures of any size and format", async () => {
    // Trousers, which even a short training knows; among shoes the blur of a resize may decide.
    const pixels = await testImage(2);
    const png = await blob(sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } }).png());
    const large = await blob(
      sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
        .resize(280, 280, { kernel: "nearest" })
        .webp({ lossless: true }),
    );
    const predictions = await zoo.predict(versionId, [png, large], { topK: 10 });
    expect(predictions.map(({ width, height }) => [width, height])).toEqual([
      [28, 28],
      [280, 280],
    ]);
    for (const { scores } of predictions) {
      expect(scores).toHaveLength(10);
      expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 4);
      expect(scores.map(({ score }) => score)).toEqual(
        scores.map(({ score }) => score).toSorted((a, b) => b - a),
      );
    }
    expect(predictions.map(({ scores }) => scores[0]!.label)).toEqual(["Trouser", "Trouser"]);
    // What is kept of it leads to the image that the first picture is; the second was made larger.
    const kept = (place: number) => zoo.predictions.get(predictions[place]!.predictionId!);
    await expect
      .poll(() => kept(0), { timeout: 20_000 })
      .toMatchObject({
        label: "Trouser",
        version: { id: versionId },
        alias: null,
        datasetImage: { split: "TEST", className: "Trouser" },
      });
    expect(await kept(1)).toMatchObject({ label: "Trouser", datasetImage: null });
  });

  test.each([
    ["nothing", async () => new Blob([]), "EMPTY"],
    ["a text", async () => new Blob(["hello"]), "UNSUPPORTED_FORMAT"],
    ["an SVG", async () => new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>']), "UNSUPPORTED_FORMAT"],
    ["half a JPEG", halfJpeg, "TRUNCATED"],
    [
      "30,000 x 30,000 pixels in a few kB",
      async () => new Blob([new Uint8Array(pngBomb(30_000))]),
      "TOO_MANY_PIXELS",
    ],
    ["a file over the limit", async () => new Blob([new Uint8Array(11 * 1024 * 1024)]), "TOO_LARGE"],
  ])("refuses %s as a picture, and says which one", async (_what, make, code) => {
    const good = await blob(blank(28).png());
    const error = await errorOf(zoo.predict(versionId, [good, await make()]));
    expect(error).toMatchObject({ code, details: { index: 1 } });
    expect(await zoo.predict(versionId, [good])).toHaveLength(1);
  });

  test("is the same to a program in Node and in Deno", async () => {
    const imagePath = join(directory, "garment.png");
    await sharp(await testImage(0), { raw: { width: 28, height: 28, channels: 1 } }).toFile(imagePath);
    const words = [
      fileURLToPath(new URL("client_session.ts", import.meta.url)),
      url,
      runId,
      versionId,
      imagePath,
    ];
    const node = await execute(process.execPath, words);
    const deno = await execute(denoPath, ["run", "--allow-all", "--no-lock", "--quiet", ...words]);
    const printed = JSON.parse(node.stdout) as Record<string, unknown>;
    expect(printed).toMatchObject({
      prediction: { width: 28, height: 28 },
      error: ["RUN_FINISHED", "SUCCEEDED"],
    });
    expect((printed["sequences"] as number[])[0]).toBe(3);
    expect(JSON.parse(deno.stdout)).toEqual(printed);
  });

  test("runs the example of the README", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const [, example] = /```ts\n([\s\S]*?)```/.exec(readme)!;
    const code = example!
      .replace("http://127.0.0.1:4000/graphql", url)
      .replace("fashion-mnist-sample", "small-fashion")
      .replace(".convzoo/garment.png", join(directory, "garment.png"));
    const options = { cwd: root, encoding: "utf8" } as const;
    const { stdout } = await execute(
      process.execPath,
      ["--input-type=module-typescript", "--eval", code],
      options,
    );
    expect(stdout).toMatch(/^epoch 1: test accuracy 0\.\d+\nepoch 2: test accuracy 0\.\d+\n\[/);
    expect(stdout).toContain("label: 'Ankle boot'");
  });

  test("refuses runs on what is not there", async () => {
    expect((await errorOf(zoo.runs.start({ variantId, datasetId: variantId }))).code).toMatch(/NOT_FOUND|ID/);
    expect((await errorOf(zoo.predict(runId, [await blob(blank(28).png())]))).code).toMatch(/NOT_FOUND|ID/);
    const watching = zoo.runs.watch(variantId).next();
    expect((await errorOf(watching)).code).toMatch(/NOT_FOUND|ID/);
  });

  test("cancels a run within a moment, and refuses to cancel it again", async () => {
    const train = { epochs: 500 };
    const long = await zoo.variants.create({ modelId, name: "long", spec: referenceCnn(), train });
    const run = await zoo.runs.start({ variantId: long.id, datasetId });
    for await (const event of zoo.runs.watch(run.id)) {
      if (event.type === "RunBatch") {
        break;
      }
    }
    const began = Date.now();
    await zoo.runs.cancel(run.id);
    expect((await zoo.runs.waitFor(run.id)).state).toBe("CANCELED");
    expect(Date.now() - began).toBeLessThan(10_000);
    const error = await errorOf(zoo.runs.cancel(run.id));
    expect(error).toMatchObject({ code: "RUN_FINISHED", details: { state: "CANCELED" } });
  });

  test("answers within 50 ms at the 99th percentile while a run trains", async () => {
    const train = { epochs: 499 };
    const long = await zoo.variants.create({ modelId, name: "long", spec: referenceCnn(), train });
    const run = await zoo.runs.start({ variantId: long.id, datasetId });
    for await (const event of zoo.runs.watch(run.id)) {
      if (event.type === "RunBatch") {
        break;
      }
    }
    const times: number[] = [];
    for (let index = 0; index < 300; index += 1) {
      const began = performance.now();
      await zoo.query("{ __typename }", {});
      times.push(performance.now() - began);
    }
    expect((await zoo.runs.get(run.id))?.state).toBe("RUNNING");
    await zoo.runs.cancel(run.id);
    await zoo.runs.waitFor(run.id);
    expect(times.toSorted((a, b) => a - b)[296]).toBeLessThan(50);
  });
});

describe("runs.watch()", () => {
  test("outlives a restart of the server without losing an event, or a line of the log", async () => {
    const dataset = await zoo.datasets.get("small-fashion");
    const model = await zoo.models.get("fashion");
    const variant = await zoo.variants.create({
      modelId: model!.id,
      name: "restart",
      spec: referenceCnn(),
      train: { epochs: 498 },
    });
    const run = await zoo.runs.start({ variantId: variant.id, datasetId: dataset!.id });
    const seen: RunEvent[] = [];
    const log = collect(zoo.runs.logs(run.id, { follow: true, minimumLevel: "DEBUG" }));
    let restarted = false;
    for await (const event of zoo.runs.watch(run.id)) {
      seen.push(event);
      const epoch = "epoch" in event ? event.epoch : 0;
      if (!restarted && event.type === "RunBatch") {
        restarted = true;
        await server.stop();
        server = await startService("server", { CONVZOO_PORT: new URL(url).port });
        await server.ready;
      } else if (event.type === "RunEpoch" && epoch >= 3) {
        await zoo.runs.cancel(run.id).catch(() => undefined);
      }
    }
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, index) => index));
    expect(seen.at(-1)).toMatchObject({ type: "RunStateChanged", state: "CANCELED" });
    const lines = seen.filter(({ type }) => type !== "RunBatch").map(({ sequence }) => sequence);
    expect((await log).map(({ sequence }) => sequence)).toEqual(lines);
    expect(await collect(zoo.runs.logs(run.id, { minimumLevel: "DEBUG" }))).toEqual(await log);
  });
});

const conv = { filters: 32, kernelSize: [3, 3], activation: "relu" } as const;

function blobs(files: Subset): Record<keyof Subset, Blob> {
  return {
    trainImages: new Blob([files.trainImages]),
    trainLabels: new Blob([files.trainLabels]),
    testImages: new Blob([files.testImages]),
    testLabels: new Blob([files.testLabels]),
  };
}

async function testImage(index: number): Promise<Uint8Array> {
  const bytes = gunzipSync(subset.testImages);
  return bytes.subarray(16 + index * 784, 16 + (index + 1) * 784);
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
