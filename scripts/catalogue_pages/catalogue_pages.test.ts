import { dirname, join } from "node:path";
import { catalogue, parseTrainSpec, sweepCatalogue } from "@convzoo/core";
import { describe, expect, test } from "vitest";
import { cataloguePages } from "./catalogue_pages.ts";
import { KIND_PAGES, pageName } from "./kind_pages.ts";
import { type Measurements, readMeasurements } from "./measurements.ts";

const NOTHING: Measurements = { rows: [], unmeasured: [] };
const pages = cataloguePages(NOTHING);
const entries = [...catalogue(), ...sweepCatalogue()];

/** Three seeds of a technique that is one point better in each. */
const MEASURED: Measurements = {
  rows: [
    {
      kind: "layer",
      id: "batchNorm",
      spec: { batchNorm: { momentum: 0.9 } },
      variant: "with",
      baselineVariant: "without",
      seeds: [0, 1, 2],
      accuracies: [0.87, 0.88, 0.89],
      baselineAccuracies: [0.86, 0.87, 0.88],
      mean: 0.01,
      interval: [0.009, 0.011],
      verdict: "better",
      dataset: "a sample",
      epochs: 5,
    },
  ],
  unmeasured: [{ kind: "metric", id: "f1", reason: "it changes no training." }],
};

describe("cataloguePages()", () => {
  test("cataloguePages() has an index, and a page for every entry", () => {
    expect([...pages.keys()]).toEqual([
      "README.md",
      ...entries.map(({ kind, id }) => `${KIND_PAGES[kind].folder}/${pageName(id)}.md`),
    ]);
    expect(pages.has("layers/max-pool2d.md")).toBe(true);
  });

  test("cataloguePages() has pages of what sweeps name, and says nothing there of what they do to a training", () => {
    const page = pages.get("trial-stoppings/asha.md")!;
    expect(page).toContain("| `reductionFactor` | whole number, at least 2, at most 100 | `3` |");
    expect(page).not.toContain("reference CNN");
    expect(pages.get("README.md")).toContain("[tpe](samplers/tpe.md)");
  });

  test.each([...pages])("cataloguePages() has links in %s that lead to pages", (path, text) => {
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#([^)]+))?\)/g)];
    expect(links.length).toBeGreaterThan(0);
    for (const [, target, anchor] of links) {
      const page = pages.get(join(dirname(path), target!));
      expect(page, target).toBeDefined();
      expect(anchor === undefined || page!.includes(`<a id="${anchor}"></a>`), anchor).toBe(true);
    }
  });

  test.each(entries.filter(({ kind }) => KIND_PAGES[kind].place.includes("of a train spec")))(
    "cataloguePages() shows $kind $id in a train spec that can be read",
    ({ kind, id }) => {
      const text = pages.get(`${KIND_PAGES[kind].folder}/${pageName(id)}.md`)!;
      const [, example] = /```json\n([\s\S]*?)\n```/.exec(text)!;
      const given = JSON.parse(example!);
      const needed = kind === "schedule" ? { validation: { split: {} } } : {};
      expect(JSON.stringify(parseTrainSpec({ ...needed, ...given }))).toContain(`"${id}"`);
    },
  );

  test("cataloguePages() says of each parameter what it takes and what it is by default", () => {
    const page = pages.get("optimizers/adam.md")!;
    expect(page).toContain("| `beta1` | number, at least 0, below 1 | `0.9` |");
    expect(pages.get("layers/dense.md")).toContain(
      "| `kernelRegularizer` | none, or one of the [regularisers](../README.md#regularizers) | none |",
    );
    expect(pages.get("schedules/linear-warmup.md")).toContain(
      'one of the [schedules](../README.md#schedules) but `linearWarmup` | `{ "constant": {} }`',
    );
  });

  test("cataloguePages() shows what is measured: both trainings, the difference and the verdict", () => {
    const measured = cataloguePages(MEASURED);
    const page = measured.get("layers/batch-norm.md")!;
    expect(page).toContain("On a sample, 5 epochs, 3 seeds");
    expect(page).toMatch(/\| without \| 0\.8700 \(0\.84\d\d to 0\.89\d\d\) \| {2}\|/);
    expect(page).toMatch(/\| with `\{ "batchNorm": \{ "momentum": 0.9 \} \}` \| 0\.8800 /);
    expect(page).toContain("+0.0100 (+0.0090 to +0.0110): better");
    expect(measured.get("README.md")).toContain("+0.0100 (+0.0090 to +0.0110): better");
    expect(measured.get("metrics/f1.md")).toContain("Not measured: it changes no training.");
    expect(measured.get("layers/conv2d.md")).toContain("Not measured.");
  });
});

test("readMeasurements() takes files that are not there for empty ones", async () => {
  expect(await readMeasurements([new URL("no_such_file.json", import.meta.url)])).toEqual(NOTHING);
});
