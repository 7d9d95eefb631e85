import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { syntheticDataset } from "@convzoo/core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ArchiveFile, writeTar, writeZip } from "../testing/archives.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let directory: string;
let pictures: ArchiveFile[];
const data = syntheticDataset({ height: 8, width: 8, classes: 2, train: 20, test: 1 });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "convzoo-import-"));
  vi.stubEnv("CONVZOO_DATASET_DIRECTORIES", `other=/nowhere; pets=${join(directory, "pets")}`);
  server = await startTestServer();
  pictures = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const pixels = data.train.images.subarray(index * 64, (index + 1) * 64);
      const png = sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } }).png();
      return { path: `pets/${index % 2 ? "dog" : "cat"}/${index}.png`, bytes: await png.toBuffer() };
    }),
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const document = `mutation ($input: ImportDatasetInput!) {
  importDataset(input: $input) {
    __typename
    ... on Error { code message }
    ... on InvalidInputError { path received }
    ... on MutationImportDatasetSuccess {
      data {
        id digest classes height width channels trainCount testCount
        facts {
          trainCounts testCounts mean standardDeviation split { seed testFraction }
          exactDuplicates nearDuplicates leaks duplicatesComplete duplicates { first second exact leaks }
          skippedCount skipped { path code reason }
        }
      }
    }
  }
}`;

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
async function send(input: Record<string, unknown>): Promise<any> {
  const { data: answer, errors } = await server.send(document, { input });
  expect(errors).toBeUndefined();
  return answer.importDataset;
}

function archive(bytes: Uint8Array<ArrayBuffer>): Record<string, unknown> {
  return { archive: { file: new File([bytes], "a") } };
}

const broken: ArchiveFile = { path: "pets/cat/broken.png", bytes: Buffer.from("no picture") };
const link: ArchiveFile = { path: "pets/cat/link.png", bytes: Buffer.from("/etc/passwd"), mode: 0o120777 };

describe("importDataset", () => {
  test("gives the same digest for zip, tar, gzipped tar and directory, whatever the order of their files", async () => {
    await Promise.all(
      ["cat", "dog"].map((name) => mkdir(join(directory, "pets", name), { recursive: true })),
    );
    await Promise.all(pictures.map(({ path, bytes }) => writeFile(join(directory, path), bytes)));
    await symlink("/etc/passwd", join(directory, "pets/cat/link.png"));
    const zip = await send({ name: "zip", source: archive(writeZip([...pictures, broken, link])) });
    expect(zip.data).toMatchObject({
      classes: ["cat", "dog"],
      height: 8,
      width: 8,
      channels: 1,
      trainCount: 16,
      testCount: 4,
      facts: {
        trainCounts: [8, 8],
        testCounts: [2, 2],
        split: { seed: 0, testFraction: 0.2 },
        exactDuplicates: 0,
        nearDuplicates: 0,
        duplicatesComplete: true,
        skippedCount: 2,
      },
    });
    expect(zip.data.facts.skipped.map(({ code }: { code: string }) => code).toSorted()).toEqual([
      "LINK",
      "UNSUPPORTED_FORMAT",
    ]);
    const tar = writeTar([...pictures.toReversed(), link]);
    const others = [
      await send({ name: "tar", source: archive(tar) }),
      await send({ name: "tgz", source: archive(new Uint8Array(gzipSync(tar))) }),
      await send({ name: "directory", source: { directory: { name: "pets" } } }),
    ];
    expect(others.map((each) => [each.data?.digest, each.data?.facts.skipped[0]?.code])).toEqual(
      Array(3).fill([zip.data.digest, "LINK"]),
    );
    const { rows } = await server.database.pool.query(
      "select count(distinct train_images)::int as n from datasets",
    );
    expect(rows[0].n).toBe(1);
  });

  test("makes one dataset of many that come at once", async () => {
    const source = archive(writeZip(pictures));
    const answers = await Promise.all([0, 1, 2, 3].map(() => send({ name: "race", source })));
    expect(new Set(answers.map(({ data: { id } }) => id)).size).toBe(1);
  });

  test("tells duplicates and which of them leak", async () => {
    const inSets = (set: string, files: readonly ArchiveFile[]): ArchiveFile[] =>
      files.map(({ path, bytes }) => ({ path: path.replace("pets", set), bytes }));
    const files = [...inSets("train", pictures), ...inSets("test", pictures.slice(0, 2))];
    const { facts, testCount } = (await send({ name: "leaks", source: archive(writeZip(files)) })).data;
    expect([testCount, facts.split, facts.exactDuplicates, facts.leaks]).toEqual([2, null, 2, 2]);
    expect(facts.duplicates[0]).toMatchObject({ exact: true, leaks: true });
  });

  test("splits a set so that no copy of an image to train on is tested with", async () => {
    // Every picture three times: as it is, again, and a little brighter.
    const copies = await Promise.all(
      pictures.map(async ({ path, bytes }) => [
        { path, bytes },
        { path: path.replace(".png", "-again.png"), bytes },
        {
          path: path.replace(".png", "-bright.png"),
          bytes: await sharp(bytes).linear(1, 2).png().toBuffer(),
        },
      ]),
    );
    const source = archive(writeZip(copies.flat()));
    for (const seed of [0, 1, 2]) {
      const split = { seed, testFraction: 0.2 };
      const { facts, testCount } = (await send({ name: `copies ${seed}`, source, split })).data;
      expect(facts).toMatchObject({ exactDuplicates: 20, nearDuplicates: 20, leaks: 0 });
      expect(testCount).toBe(12);
      expect(facts.testCounts).toEqual([6, 6]);
    }
  });

  test.each<[what: string, files: () => ArchiveFile[] | Uint8Array<ArrayBuffer>, code: string]>([
    [
      "a path that climbs out",
      () => [{ path: "../../cat/a.png", bytes: pictures[0]!.bytes }],
      "ARCHIVE_INVALID",
    ],
    ["an absolute path", () => [{ path: "/cat/a.png", bytes: pictures[0]!.bytes }], "ARCHIVE_INVALID"],
    ["a bomb", () => [{ path: "cat/a.png", bytes: new Uint8Array(40 * 1024 * 1024) }], "DATA_TOO_LARGE"],
    ["no archive", () => new TextEncoder().encode("hello"), "ARCHIVE_INVALID"],
    ["half an archive", () => writeZip(pictures).slice(0, 500), "ARCHIVE_INVALID"],
    ["no pictures", () => [{ path: "cat/a.png", bytes: Buffer.from("x") }], "CLASSES_INVALID"],
  ])("refuses %s, and keeps nothing", async (_what, make, code) => {
    const made = make();
    const file = made instanceof Uint8Array ? made : writeZip(made);
    expect(await send({ name: "wrong", source: archive(file) })).toMatchObject({
      __typename: "InvalidInputError",
      code,
      message: expect.stringMatching(/^Cannot /),
    });
  });

  test.each(["../pets", "/etc", "", "unknown", "pets/cat"])("refuses the directory %j", async (name) => {
    const answer = await send({ name: "wrong", source: { directory: { name } } });
    expect(answer).toMatchObject({ code: "DIRECTORY_UNKNOWN", path: "input.source.directory.name" });
  });

  test("reads CIFAR, npz and CSV", async () => {
    const record = (label: number): number[] => [
      label,
      ...Array.from({ length: 3072 }, (_, i) => (i * 7 + label * 90) % 256),
    ];
    const file = new File([Uint8Array.from([...record(0), ...record(1)])], "batch.bin");
    const cifar = { train: [file, file], test: [file], classes: ["a", "b"] };
    const colour = await send({ name: "cifar", source: { cifar } });
    expect(colour.data).toMatchObject({ height: 32, channels: 3, trainCount: 4, testCount: 2 });
    expect(colour.data.facts.mean).toHaveLength(3);

    const csv = {
      train: new File(["label,a,b\n0,1,2\n1,3,4\n0,5\n0,7,8\n1,9,9"], "t.csv"),
      classes: ["a", "b"],
    };
    const size = { height: 1, width: 2, channels: 1 };
    const lines = await send({
      name: "csv",
      source: { csv: { ...csv, size } },
      split: { seed: 1, testFraction: 0.5 },
    });
    expect(lines.data).toMatchObject({
      trainCount: 2,
      testCount: 2,
      facts: { trainCounts: [1, 1], skippedCount: 1 },
    });
    expect(lines.data.facts.skipped[0].path).toBe("train.csv:4");

    const arrays = writeZip([
      { path: "x_train.npy", bytes: npy("|u1", "(4, 1, 2)", [0, 1, 2, 3, 4, 5, 6, 7]) },
      { path: "y_train.npy", bytes: npy("<i4", "(4, 1)", [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]) },
      { path: "x_test.npy", bytes: npy("|u1", "(1, 1, 2)", [9, 9]) },
      { path: "y_test.npy", bytes: npy("|u1", "(1,)", [1]) },
    ]);
    const npz = { file: new File([arrays], "a.npz"), classes: ["a", "b"] };
    expect((await send({ name: "npz", source: { npz } })).data).toMatchObject({
      trainCount: 4,
      testCount: 1,
      facts: { split: null, trainCounts: [2, 2], testCounts: [0, 1] },
    });
  });
});

describe("datasetImages", () => {
  test("pages through the images of a class and part, and gives each as PNG by a signed path", async () => {
    const { id } = (await send({ name: "paged", source: archive(writeZip(pictures)) })).data;
    const query = `query ($id: ID!, $after: String) {
      datasetImages(datasetId: $id, split: TRAIN, className: "dog", first: 3, after: $after) {
        edges { node { position split label className pngPath } }
        pageInfo { endCursor hasNextPage }
      }
    }`;
    const seen: { position: number; pngPath: string }[] = [];
    for (let after: string | null = null; ; ) {
      const { data: answer } = await server.send(query, { id, after });
      const { edges, pageInfo } = answer.datasetImages;
      seen.push(...edges.map(({ node }: { node: (typeof seen)[number] }) => node));
      if (!pageInfo.hasNextPage) {
        break;
      }
      after = pageInfo.endCursor;
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen.map(({ position }) => position)).size).toBe(8);
    const { pngPath } = seen[0]!;
    const response = await fetch(new URL(pngPath, server.url));
    expect(response.headers.get("content-type")).toBe("image/png");
    const shown = await sharp(await response.arrayBuffer())
      .toColourspace("b-w")
      .raw()
      .toBuffer();
    const files = await Promise.all(
      pictures.map(({ bytes }) => sharp(bytes).toColourspace("b-w").raw().toBuffer()),
    );
    expect(files.some((pixels, index) => index % 2 === 1 && pixels.equals(shown))).toBe(true);
    for (const wrong of [
      pngPath.replace("/0", "/1").replace(/\d\.png/, "9.png"),
      pngPath.split("?")[0]!,
      `${pngPath}x`,
    ]) {
      expect((await fetch(new URL(wrong, server.url))).status).toBe(403);
    }
  });
});

function npy(descr: string, shape: string, body: readonly number[]): Uint8Array {
  const header = Buffer.from(`{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`);
  return Uint8Array.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0, ...header, ...body]);
}
