import { describe, expect, test } from "vitest";
import { Figures, type RowKey } from "./figures.ts";
import { formatPage } from "./format_page.ts";
import { formatLabelEfficiency, type LabelEfficiencyFile } from "./measurement_file.ts";

const scratch: RowKey = { arm: "scratch", fraction: 0.01, labels: 100, variants: [null, "f"] };
const rotation: RowKey = { arm: "rotation", fraction: 0.01, labels: 100, variants: ["p", "f"] };

function measured(): Figures {
  const figures = new Figures([]);
  figures.set(scratch, 1, 0.5);
  figures.set(scratch, 0, 0.25);
  figures.set(rotation, 0, 0.5);
  figures.set(rotation, 1, 0.625);
  return figures;
}

describe("Figures", () => {
  test("rows() holds each arm against scratch, seed by seed", () => {
    const [base, row] = measured().rows([scratch, rotation]);
    expect(base).toMatchObject({ seeds: [0, 1], accuracies: [0.25, 0.5], mean: 0.375, difference: null });
    // 0.25 and 0.125; the interval of two reaches 12.7 deviations over sqrt 2
    expect(row!.difference).toMatchObject({ mean: 0.1875, verdict: "notDistinguishable" });
    expect(row!.difference!.interval![0]).toBeCloseTo(0.1875 - 12.706 * 0.0625, 3);
  });

  test("Figures of a file are those that were written, unless a variant is another", () => {
    const rows = measured().rows([scratch, rotation]);
    const file: LabelEfficiencyFile = {
      datasetDigest: "d",
      dataset: "sample",
      images: 10,
      testImages: 5,
      rows,
    };
    const read = JSON.parse(formatLabelEfficiency(file)) as LabelEfficiencyFile;
    expect(read).toEqual(file);
    const again = new Figures(read.rows);
    expect(again.rows([scratch, rotation])).toEqual(rows);
    expect(again.has({ ...rotation, variants: ["q", "f"] }, 0)).toBe(false);
  });
});

describe("formatPage()", () => {
  test("formatPage() shows means, intervals and what may be said of a difference", () => {
    const rows = measured().rows([scratch, rotation]);
    const page = formatPage({ datasetDigest: "d", dataset: "sample", images: 10, testImages: 5, rows });
    expect(page).toContain("| 1 % | 100 | `scratch` | 37.5 (");
    expect(page).toMatch(
      /`rotation` \| 56\.3 \(.*\) \| \+18\.8 \(-60\.7 to \+98\.2\), not distinguishable \|/,
    );
  });
});
