import { bootstrapInterval, mcNemar } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PlantedEvaluations, plantEvaluations } from "../testing/planted_evaluations.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { compareVersions } from "./compare_versions.ts";

const images = 400;
const labels = Array<number>(images).fill(0);
/** How often each version is right: on the first so many images. */
const right = [300, 340, 260, 302, 300];

let database: TestDatabase;
let planted: PlantedEvaluations;

beforeAll(async () => {
  database = await createTestDatabase();
  const answers = right.map((count) => labels.map((_label, image) => (image < count ? 0 : 1 + (image % 2))));
  planted = await plantEvaluations(database, labels, answers);
});
afterAll(() => database.drop());

function compare(baselineId: string | null, versionIds: readonly string[]) {
  return compareVersions(
    { database },
    { baselineId, versionIds, datasetId: planted.datasetId, split: "TEST" },
  );
}

describe("compareVersions()", () => {
  test("calls a version better, worse or not distinguishable as the planted difference has it", async () => {
    const [baseline, ...others] = planted.versionIds;
    const found = await compare(baseline!, others);
    const verdicts = ["better", "worse", "notDistinguishable", "notDistinguishable"];
    expect(found.map(({ verdict }) => verdict)).toEqual(verdicts);
    for (const [place, one] of found.entries()) {
      const count = right[place + 1]!;
      expect(one).toMatchObject({
        versionId: others[place],
        baselineId: baseline,
        count: images,
        difference: (count - 300) / images,
        accuracy: count / images,
        baselineAccuracy: 300 / images,
      });
    }
  });

  test("says what core says of all the answers", async () => {
    const [baseline, version] = planted.versionIds;
    const [found] = await compare(baseline!, [version!]);
    const hits = { a: labels.map((_l, image) => image < 340), b: labels.map((_l, image) => image < 300) };
    expect(found).toMatchObject({ ...bootstrapInterval(hits), mcNemar: mcNemar(hits) });
    expect(found!.correctedPValue).toBe(found!.mcNemar.pValue);
  });

  test("without a baseline holds each against those before it, and corrects for their number", async () => {
    const found = await compare(null, planted.versionIds.slice(0, 4));
    const place = (id: string): number => planted.versionIds.indexOf(id);
    expect(found.map(({ versionId, baselineId }) => [place(versionId), place(baselineId)])).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
      [3, 0],
      [3, 1],
      [3, 2],
    ]);
    const smallest = found.toSorted((a, b) => a.mcNemar.pValue - b.mcNemar.pValue)[0]!;
    expect(smallest.correctedPValue).toBeCloseTo(smallest.mcNemar.pValue * 6, 12);
    for (const { correctedPValue, mcNemar: test } of found) {
      expect(correctedPValue).toBeGreaterThanOrEqual(test.pValue);
    }
  });

  test("does not call a difference real that is one of many and would be by chance", async () => {
    // 8 images against none: p = 2 / 2^8 = 0.0078 alone; among ten such comparisons that is nothing
    const close = await plantEvaluations(database, labels, [
      labels.map(() => 1),
      ...Array.from({ length: 10 }, (_none, version) =>
        labels.map((_label, image) => (image >= version * 8 && image < version * 8 + 8 ? 0 : 1)),
      ),
    ]);
    const [baseline, ...others] = close.versionIds;
    const input = { baselineId: baseline!, datasetId: close.datasetId, split: "TEST" } as const;
    const [alone] = await compareVersions({ database }, { ...input, versionIds: others.slice(0, 1) });
    expect(alone!.verdict).toBe("better");
    const together = await compareVersions({ database }, { ...input, versionIds: others });
    expect(together[0]!.correctedPValue).toBeCloseTo(10 * alone!.mcNemar.pValue, 12);
    expect(together.map(({ verdict }) => verdict)).toEqual(Array(10).fill("notDistinguishable"));
  });

  test("refuses a version without an evaluation, none, one alone, and one twice", async () => {
    const [a, b] = planted.versionIds;
    await expect(compare(a!, ["x"])).rejects.toMatchObject({
      code: "NOT_EVALUATED",
      path: "input.versionIds",
    });
    await expect(compare("x", [b!])).rejects.toMatchObject({
      code: "NOT_EVALUATED",
      path: "input.baselineId",
    });
    await expect(compare(a!, [])).rejects.toThrow("current number is 0");
    await expect(compare(null, [a!])).rejects.toThrow("must name 2 to 10 versions");
    await expect(compare(a!, [a!])).rejects.toThrow("not the baseline");
  });
});
