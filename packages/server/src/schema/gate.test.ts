import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyVersion } from "../testing/copy_version.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;
let versions: string[];

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  const { pool } = server.database;
  modelId = `Model_${(await pool.query("select model_id as id from versions")).rows[0].id}`;
  const copies = [
    await copyVersion(server.database, fixture.versionId),
    await copyVersion(server.database, fixture.versionId),
  ];
  versions = [fixture.versionId, ...copies];
  // Evaluations of 400 images with planted answers: right in 300, 340 and 301 of them.
  for (const [place, right] of [300, 340, 301].entries()) {
    await pool.query(
      `with made as (
         insert into evaluations (version_id, dataset_id, split, state, count, accuracy, macro_f1, calibration_error)
         values ($1, $2, 'TEST', 'SUCCEEDED', 400, $3::int / 400.0, 0.5, 0.1) returning id
       ) insert into evaluation_images (evaluation_id, index, label, predicted, confidence, label_score)
       select id, n, 0, case when n < $3::int then 0 else 1 end, 0.9, 0.5 from made, generate_series(0, 399) n`,
      [versions[place], fixture.datasetId, right],
    );
  }
});
afterAll(() => server.close());

async function setGate(aliasName: string, rules: readonly object[]) {
  const { data, errors } = await server.send(
    `mutation ($input: SetGateInput!) { setGate(input: $input) { __typename ... on Error { code message }
      ... on MutationSetGateSuccess { data { aliasName actor rules { metric { metric minimum } comparison { require } } } } } }`,
    { input: { modelId, aliasName, rules } },
  );
  expect(errors).toBeUndefined();
  return data.setGate;
}

async function move(name: string, place: number | null) {
  const { data, errors } = await server.send(
    `mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename ... on Error { code message }
      ... on GateError { outcomes { passed message } } ... on MutationMoveAliasSuccess { data { version { id } } } } }`,
    { input: { modelId, name, versionId: place === null ? null : `Version_${versions[place]}` } },
  );
  expect(errors).toBeUndefined();
  return data.moveAlias;
}

const passed = { __typename: "MutationMoveAliasSuccess" };

describe("setGate", () => {
  test("lets only versions through whose figures are within bounds, and keeps every check", async () => {
    const datasetId = `Dataset_${fixture.datasetId}`;
    const rule = { metric: { datasetId, metric: "ACCURACY", minimum: 0.8 } };
    expect(await setGate("champion", [rule])).toMatchObject({
      data: {
        actor: "anonymous",
        rules: [{ metric: { metric: "ACCURACY", minimum: 0.8 }, comparison: null }],
      },
    });
    expect(await move("champion", 0)).toMatchObject({
      code: "GATE_FAILED",
      outcomes: [{ passed: false, message: "accuracy must be at least 0.8: current value is 0.75" }],
    });
    expect(await move("champion", 1)).toMatchObject(passed);
    const { data } = await server.send(
      "query ($id: ID!) { node(id: $id) { ... on Model { gateChecks { edges { node { passed versionId } } } } } }",
      { id: modelId },
    );
    expect(data.node.gateChecks.edges.map(({ node }: { node: object }) => node)).toEqual([
      { passed: true, versionId: `Version_${versions[1]}` },
      { passed: false, versionId: `Version_${versions[0]}` },
    ]);
  });

  test("holds a version against the present holder", async () => {
    const comparison = { datasetId: `Dataset_${fixture.datasetId}`, require: "BETTER" };
    await setGate("best", [{ comparison }]);
    expect(await move("best", 0)).toMatchObject(passed);
    expect(await move("best", 2)).toMatchObject({
      outcomes: [{ message: expect.stringContaining("notDistinguishable") }],
    });
    expect(await move("best", 1)).toMatchObject(passed);
    await setGate("best", [{ comparison: { ...comparison, require: "NOT_WORSE" } }]);
    expect(await move("best", 0)).toMatchObject({
      outcomes: [{ message: expect.stringContaining("worse") }],
    });
    expect(await move("best", null)).toMatchObject(passed);
  });

  test("refuses a rule without a bound, and a dataset that is none", async () => {
    const datasetId = `Dataset_${fixture.datasetId}`;
    expect(await setGate("a", [{ metric: { datasetId, metric: "ACCURACY" } }])).toMatchObject({
      __typename: "InvalidInputError",
    });
    expect(await setGate("a", [{ comparison: { datasetId: "x", require: "BETTER" } }])).toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("modelCard", () => {
  test("is made from facts, as data and as Markdown", async () => {
    const { data, errors } = await server.send(
      "query ($id: ID!) { modelCard(versionId: $id) { model imageShape dataset datasetNumber leaks parentDigest parameters optimizer layers aliases evaluations { accuracy } metrics { name } markdown } }",
      { id: `Version_${versions[1]}` },
    );
    expect(errors).toBeUndefined();
    expect(data.modelCard).toMatchObject({
      model: "tiny",
      imageShape: [8, 8, 1],
      dataset: "synthetic",
      datasetNumber: 1,
      parentDigest: null,
      optimizer: "adam",
      layers: ["conv2d", "maxPool2d", "flatten", "dense"],
      aliases: ["champion"],
      evaluations: [{ accuracy: 0.85 }],
    });
    expect(data.modelCard.markdown).toContain("# tiny\n");
    expect(data.modelCard.markdown).toContain("| synthetic | TEST | 400 | 0.8500 | 0.5000 | 0.1000 |");
  });

  test("is null for what is no version", async () => {
    const { data } = await server.send('{ modelCard(versionId: "x") { model } }');
    expect(data.modelCard).toBeNull();
  });
});
