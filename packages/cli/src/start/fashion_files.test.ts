import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import sharp from "sharp";
import { afterEach, describe, expect, test, vi } from "vitest";
import { fashionClasses, findFashionFiles } from "./fashion_files.ts";
import { drawTestGarment } from "./test_garment.ts";

describe("findFashionFiles()", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("finds the sample that comes along", async () => {
    const files = await findFashionFiles({ full: false });
    expect(files.name).toBe("fashion-mnist-sample");
    expect(files.trainImages).toMatch(/train-images-idx3-ubyte\.gz$/);
  });

  test("takes files that are not gzipped, and names the dataset after its directory", async () => {
    const directory = await mkdtemp(join(tmpdir(), "convzoo-"));
    for (const name of ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"]) {
      await writeFile(join(directory, `${name}-ubyte`), "");
    }
    const files = await findFashionFiles({ directory, full: false });
    expect(files.name).toBe(basename(directory));
    expect(files.testLabels).toBe(join(directory, "t10k-labels-idx1-ubyte"));
  });

  test("names what is missing", async () => {
    await expect(findFashionFiles({ directory: "/nowhere", full: false })).rejects.toThrow(
      "Cannot read the dataset as /nowhere must hold the file train-images-idx3-ubyte.gz: it is missing",
    );
  });

  test("says how to name the full set", async () => {
    vi.stubEnv("CONVZOO_DATASET_DIR", "");
    await expect(findFashionFiles({ full: true })).rejects.toThrow(
      /CONVZOO_DATASET_DIR must name a directory/,
    );
    vi.stubEnv("CONVZOO_DATASET_DIR", "/nowhere");
    await expect(findFashionFiles({ full: true })).rejects.toThrow(/\/nowhere must hold/);
    await expect(findFashionFiles({ full: true, directory: "/x" })).rejects.toThrow(
      /both --full and --dataset/,
    );
  });
});

describe("drawTestGarment()", () => {
  test("draws the image of the index as a PNG and knows what it shows", async () => {
    const files = await findFashionFiles({ full: false });
    const garment = await drawTestGarment(files, 0);
    const { data, info } = await sharp(garment.png).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 28, height: 28, channels: 1 });
    expect(data.some((pixel) => pixel > 200)).toBe(true);
    // The first test image of Fashion-MNIST, known from its documentation.
    expect(garment.label).toBe("Ankle boot");
    expect(fashionClasses).toHaveLength(10);
    const other = await drawTestGarment(files, 1);
    expect(other.label).toBe("Pullover");
    expect(other.png).not.toEqual(garment.png);
  });
});
