import { describe, expect, test } from "vitest";
import { parseSampler, parseTrialStopping } from "../sweeps/registry.ts";
import { sweepCatalogue } from "./sweep_catalogue.ts";

describe("sweepCatalogue()", () => {
  test("sweepCatalogue() has the samplers and the ways of stopping trials, and JSON keeps all of it", () => {
    expect(sweepCatalogue().map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      ...["sampler grid", "sampler random", "sampler tpe", "trialStopping asha"],
    ]);
    expect(JSON.parse(JSON.stringify(sweepCatalogue()))).toEqual(sweepCatalogue());
  });

  test.each(sweepCatalogue())("sweepCatalogue() tells of $id the defaults that a sweep fills in", (entry) => {
    const { kind, id, parameters } = entry;
    const parse = kind === "sampler" ? parseSampler : parseTrialStopping;
    const defaults = Object.entries(parameters).map(([name, parameter]) => [
      name,
      "default" in parameter ? parameter.default : undefined,
    ]);
    expect(parse({ [id]: {} })).toEqual({ [id]: Object.fromEntries(defaults) });
  });

  test.each(sweepCatalogue())("sweepCatalogue() has an example of $id that a sweep takes", (entry) => {
    const { kind, id, documentation } = entry;
    const example = documentation.example as Readonly<Record<string, object>>;
    expect(Object.keys(example)).toEqual([id]);
    const parse = kind === "sampler" ? parseSampler : parseTrialStopping;
    expect(parse(example)).toMatchObject(example);
  });
});
