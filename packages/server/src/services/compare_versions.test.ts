import { describe, expect, test, vi } from "vitest";
import type { Database } from "../postgres/database.ts";
import { compareVersions } from "./compare_versions.ts";

/** A database that holds answers only: 400 images of two classes, each version right as often as it says. */
function databaseOf(right: Readonly<Record<string, number>>): Database {
  const rows = Object.entries(right).map(([versionId, count]) => ({
    versionId,
    labels: Array(400).fill(0),
    predicted: Array.from({ length: 400 }, (_, image) => (image < count ? 0 : 1)),
  }));
  return { pool: { query: vi.fn(async () => ({ rows })) } } as unknown as Database;
}

const input = { baselineId: "a", versionIds: ["b"], datasetId: "d", split: "TEST" } as const;

describe("compareVersions()", () => {
  test("calls a version better, worse or not distinguishable as the planted difference has it", async () => {
    for (const [b, verdict] of [
      [340, "better"],
      [260, "worse"],
      [302, "notDistinguishable"],
      [300, "notDistinguishable"],
    ] as const) {
      const [one] = await compareVersions({ database: databaseOf({ a: 300, b }) }, input);
      expect(one).toMatchObject({ verdict, difference: (b - 300) / 400, accuracy: b / 400 });
      expect(one!.disagreements).toHaveLength(Math.abs(b - 300));
    }
  });

  test("refuses a version without an evaluation, none, and one twice", async () => {
    const database = databaseOf({ a: 300 });
    await expect(compareVersions({ database }, input)).rejects.toMatchObject({ code: "NOT_EVALUATED" });
    await expect(compareVersions({ database }, { ...input, versionIds: [] })).rejects.toThrow(
      "current number is 0",
    );
    await expect(compareVersions({ database }, { ...input, versionIds: ["a"] })).rejects.toThrow(
      "not the baseline",
    );
  });
});
