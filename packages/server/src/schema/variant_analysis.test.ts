import { type GraphQLInputObjectType, getNamedType, isInputObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRunFixture } from "../testing/run_fixture.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { schema } from "./schema.ts";

let server: TestServer;
let ids: string[];

beforeAll(async () => {
  server = await startTestServer();
  const fixture = await createRunFixture(server.database);
  ids = [
    await fixture.variant(),
    await fixture.variant({ epochs: 3, batchSize: 16, optimizer: { adam: { learningRate: 0.01 } } }),
  ];
});
afterAll(() => server.close());

describe("diffVariants", () => {
  const query = `query ($before: ID!, $after: ID!) { diffVariants(before: $before, after: $after) {
    ... on Error { code } ... on QueryDiffVariantsSuccess { data { kind path before after } } } }`;

  test("names the typed changes between two variants", async () => {
    const { data } = await server.send(query, { before: `Variant_${ids[0]}`, after: `Variant_${ids[1]}` });
    expect(data.diffVariants.data).toEqual([
      { kind: "CHANGED", path: "train.epochs", before: "2", after: "3" },
    ]);
  });

  test("refuses what is no variant", async () => {
    const { data } = await server.send(query, { before: `Variant_${ids[0]}`, after: "x" });
    expect(data.diffVariants).toEqual({ code: "NOT_FOUND" });
  });
});

describe("Variant.cost", () => {
  test("is the shape table with what each layer costs", async () => {
    const { data, errors } = await server.send(
      "{ variants(first: 1) { edges { node { parameterCount cost { parameters multiplyAdds layers { path layer outputShape parameters } } } } } }",
    );
    expect(errors).toBeUndefined();
    const { parameterCount, cost } = data.variants.edges[0].node;
    expect(cost.parameters).toBe(parameterCount);
    expect(cost.layers[0]).toEqual({
      path: "layers.0",
      layer: "conv2d",
      outputShape: [6, 6, 4],
      parameters: 40,
    });
    // conv: 6 * 6 * 4 outputs of 3 * 3 products; dense: 3 * 3 * 4 inputs to 4 units
    expect(cost.multiplyAdds).toBe(6 * 6 * 4 * 9 + 36 * 4);
  });
});

describe("catalogue", () => {
  test("has what a form needs of every parameter", async () => {
    const { data, errors } = await server.send(
      "{ catalogue(kind: layer) { key summary documentation { formula example } parameters { name kind isRequired default minimum values typeName } } }",
    );
    expect(errors).toBeUndefined();
    const conv2d = data.catalogue.find(({ key }: { key: string }) => key === "conv2d");
    const named = Object.fromEntries(conv2d.parameters.map((one: { name: string }) => [one.name, one]));
    expect(named["filters"]).toMatchObject({ kind: "int", isRequired: true, default: null, minimum: 1 });
    expect(named["stride"]).toMatchObject({ kind: "size2d", isRequired: false, default: "[1,1]" });
    expect(named["activation"].values).toContain("relu");
  });

  interface Parameter {
    readonly name: string;
    readonly kind: string;
    readonly summary: string;
    readonly isRequired: boolean;
    readonly default: string | null;
    readonly minimum: number | null;
    readonly maximum: number | null;
    readonly values: readonly string[];
    readonly typeName: string | null;
    readonly entriesKind: string | null;
  }

  test("lets a form be drawn of every entry, down to those within others", async () => {
    const { data, errors } = await server.send(
      "{ catalogue { kind key summary documentation { formula advice reference example } parameters { name kind summary isRequired default minimum maximum values typeName entriesKind } } }",
    );
    expect(errors).toBeUndefined();
    const keys = new Map<string, string[]>();
    for (const { kind, key } of data.catalogue) {
      keys.set(kind, [...(keys.get(kind) ?? []), key]);
    }
    expect(keys.get("engine")).toEqual(["wasm", "reference"]);
    expect(keys.get("sampler")).toEqual(["grid", "random", "tpe"]);
    expect(keys.get("trialStopping")).toEqual(["asha"]);
    for (const { kind, key, summary, documentation, parameters } of data.catalogue) {
      const place = `${kind} ${key}`;
      expect(summary, place).toMatch(/\.$/);
      expect(
        Object.values(documentation).every((text) => text !== ""),
        place,
      ).toBe(true);
      for (const one of parameters as readonly Parameter[]) {
        const where = `${place}.${one.name}`;
        expect(one.summary, where).toMatch(/\.$/);
        const value = one.default === null ? undefined : JSON.parse(one.default);
        expect(one.isRequired && value !== undefined, where).toBe(false);
        if (typeof value === "number") {
          expect(value, where).toBeGreaterThanOrEqual(one.minimum ?? value);
          expect(value, where).toBeLessThanOrEqual(one.maximum ?? value);
        }
        const chosen =
          one.kind === "technique" ? Object.keys(value ?? {}) : one.kind === "enum" ? [value] : [];
        if (one.kind === "technique" || one.kind === "enum") {
          expect(one.values.length, where).toBeGreaterThan(1);
          expect(one.typeName, where).not.toBeNull();
        }
        expect(one.values, where).toEqual(
          expect.arrayContaining(chosen.filter((each) => each !== undefined)),
        );
        if (one.kind === "technique") {
          expect(keys.get(one.entriesKind ?? ""), where).toEqual(expect.arrayContaining([...one.values]));
        }
      }
    }
  });

  test.each([
    ["sampler", "SweepMethodInput"],
    ["trialStopping", "SweepStoppingInput"],
  ])("has of each %s what %s takes, with the same defaults", async (kind, typeName) => {
    const { data } = await server.send(
      "query ($kind: CatalogueKind!) { catalogue(kind: $kind) { key parameters { name default } } }",
      { kind },
    );
    const inputs = Object.values((schema.getType(typeName) as GraphQLInputObjectType).getFields());
    const taken = inputs.map(({ name: key, type }) => {
      const input = getNamedType(type);
      // What takes no parameters is a scalar.
      const parameters = isInputObjectType(input) ? Object.values(input.getFields()) : [];
      return {
        key,
        parameters: parameters.map(({ name, defaultValue }) => ({
          ...{ name, default: JSON.stringify(defaultValue) },
        })),
      };
    });
    expect(data.catalogue).toEqual(taken);
  });
});
