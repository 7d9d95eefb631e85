import { describe, expect, test } from "vitest";
import {
  conformanceGaps,
  registryConformance,
} from "../testing/registry_conformance/registry_conformance.ts";
import { REGISTRIES } from "./catalogue.ts";

const checks = registryConformance();

describe.each(Object.keys(REGISTRIES))("REGISTRIES has a conforming %s", (kind) => {
  const own = checks.filter((one) => one.kind === kind);

  test.each(own)("$id: $aspect", ({ check }) => check());

  test.each(conformanceGaps().filter((one) => one.kind === kind))(
    "$aspect has no meaning: $reason",
    (gap) => {
      expect(own.map(({ aspect }) => aspect)).not.toContain(gap.aspect);
    },
  );
});

test("registryConformance() has every entry of every registry, and several checks of each", () => {
  const seen = new Map<string, number>();
  for (const { kind, id } of checks) {
    seen.set(`${kind} ${id}`, (seen.get(`${kind} ${id}`) ?? 0) + 1);
  }
  const entries = Object.entries(REGISTRIES).flatMap(([kind, registry]) =>
    Object.keys(registry).map((id) => `${kind} ${id}`),
  );
  expect([...seen.keys()]).toEqual(entries);
  expect(Math.min(...seen.values())).toBeGreaterThanOrEqual(4);
});
