import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@convzoo/client";
import { expect, test } from "vitest";
import { type ChildService, startChildService } from "../../packages/cli/src/service/child_service.ts";
import { createTestDatabase } from "../../packages/server/src/testing/test_database.ts";

/** Some images of CIFAR's binary form, bright on the left or on the right. */
function cifarFile(count: number): Blob {
  const bytes = Array.from({ length: count * 3073 }, (_, at) => {
    const label = Math.floor(at / 3073) % 2;
    const side = ((at % 3073) - 1) % 32 < 16 ? 0 : 1;
    return at % 3073 === 0 ? label : (side === label ? 120 : 0) + ((at * 7919) % 101);
  });
  return new Blob([Uint8Array.from(bytes)]);
}

test("a dataset of another format is imported, looked at and trained on over HTTP", async () => {
  const directory = await mkdtemp(join(tmpdir(), "convzoo-datasets-"));
  const database = await createTestDatabase();
  const environment = {
    CONVZOO_DATABASE_URL: database.url,
    CONVZOO_DATA_DIR: directory,
    CONVZOO_HOST: "127.0.0.1",
    CONVZOO_PORT: "0",
  };
  const start = (command: string): Promise<ChildService> =>
    startChildService({ command, environment, logPath: join(directory, `${command}.log`) });
  const services = [await start("server"), await start("worker")];
  try {
    const [url] = await Promise.all(services.map(({ ready }) => ready));
    const zoo = createClient({ url: url! });
    const source = { cifar: { train: [cifarFile(40)], test: [], classes: ["left", "right"] } };
    const dataset = await zoo.datasets.import({ name: "colour", source });
    expect(dataset).toMatchObject({ height: 32, width: 32, channels: 3, trainCount: 32, testCount: 8 });
    expect(await zoo.datasets.import({ name: "colour", source })).toEqual(dataset);
    expect(await zoo.datasets.facts("colour")).toMatchObject({ trainCounts: [16, 16], testCounts: [4, 4] });

    const images: string[] = [];
    for await (const { pngPath } of zoo.datasets.images(dataset.id, { className: "left", pageSize: 7 })) {
      images.push(pngPath);
    }
    expect(images).toHaveLength(20);
    const picture = await fetch(new URL(images[0]!, url!));
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);

    const { id: modelId } = await zoo.models.create({ name: "colour" });
    const layers = [{ flatten: {} }, { dense: { units: 2, activation: "softmax" } }] as const;
    const input = { height: 32, width: 32, channels: 3 };
    const spec = { input, preprocess: { scale: 1 / 255 }, layers, classes: 2 };
    const variant = await zoo.variants.create({
      modelId,
      name: "tiny",
      spec,
      train: { epochs: 10, batchSize: 8 },
    });
    const run = await zoo.runs.start({ variantId: variant.id, datasetId: dataset.id });
    const ended = await zoo.runs.waitFor(run.id);
    expect(ended.state).toBe("SUCCEEDED");
    expect(ended.version!.testAccuracy).toBe(1);
  } finally {
    await Promise.all(services.map((service) => service.stop()));
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  }
});
