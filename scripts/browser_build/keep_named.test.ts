import { expect, test } from "vitest";
import { keepNamed, namesIn } from "./keep_named.ts";

test("namesIn() gives keys and texts of plain data at any depth", () => {
  const spec = { layers: [{ dense: { units: 3, activation: "relu", names: null } }] };
  expect([...namesIn(spec)]).toEqual(["layers", "0", "dense", "units", "activation", "relu", "names"]);
});

test("keepNamed() keeps the lists and the entries that are named, and whole lists of others", () => {
  const source = `// One line each.
export * from "./all_plain_optimizers.ts";
export { adam } from "./adam.ts";
export {
  glorotNormal,
  glorotUniform,
} from "./variance_scaling.ts";
export { sgd } from "./sgd.ts";`;
  expect(
    keepNamed(source, new Set(["adam", "glorotUniform"]))
      .trim()
      .split(/\n+/),
  ).toEqual([
    "// One line each.",
    'export * from "./all_plain_optimizers.ts";',
    'export { adam } from "./adam.ts";',
    'export { glorotUniform } from "./variance_scaling.ts";',
  ]);
});
