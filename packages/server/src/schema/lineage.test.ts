import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyVersion } from "../testing/copy_version.ts";
import { countStatements } from "../testing/count_statements.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
let imageId: string;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  for (let count = 0; count < 5; count += 1) {
    const id = await copyVersion(server.database, fixture.versionId);
    await server.database.pool.query(
      "insert into aliases (model_id, name, version_id) select model_id, $1, id from versions where id = $2",
      [`alias ${count}`, id],
    );
    // three predictions of the same picture, two of them through the alias
    await server.database.pool.query(
      `insert into predictions (id, version_id, model_id, alias_id, image_digest, dataset_id, position, predicted, probability,
         top_classes, top_scores, milliseconds, created_at)
       select uuidv7()::text, versions.id, versions.model_id, case when n > 1 then aliases.id end, '', dataset_id, 3, 1, 0.5, '{1}', '{0.5}', 1, now()
       from versions join aliases on version_id = versions.id, generate_series(1, 3) n where versions.id = $1`,
      [id],
    );
  }
  imageId = `DatasetImage_${fixture.datasetId}_3`;
});
afterAll(() => server.close());

const made = "run { id variant { name } } model { name }";

/** From the image down to predictions, and from those back to the image. */
const there = `query ($id: ID!, $first: Int) { node(id: $id) { ... on DatasetImage { dataset {
  versions(first: $first) { edges { node { id variant { name } ${made}
    aliases(first: 5) { edges { node { name version { id } predictions(first: $first) { edges { node { id } } } } } }
    predictions(first: $first) { edges { node { id label datasetImage { id } } } } } } }
  runs(first: $first) { edges { node { version { id } } } } } } } }`;

const back = `query ($id: ID!, $first: Int) { node(id: $id) { ... on DatasetImage {
  predictions(first: $first) { totalCount edges { node { id label datasetImage { id dataset { name } }
    alias { name version { id } } version { id aliases(first: 5) { edges { node { name } } } ${made} } } } } } } }`;

describe("lineage", () => {
  test("is one query from an image to predictions, with as many statements for many versions as for one", async () => {
    const [one, many] = [
      await countStatements(server, there, { id: imageId, first: 1 }),
      await countStatements(server, there, { id: imageId, first: 5 }),
    ];
    const { versions, runs } = many.data.node.dataset;
    expect(versions.edges).toHaveLength(5);
    expect(runs.edges).toHaveLength(5);
    for (const { node } of versions.edges) {
      expect(node.aliases.edges).toMatchObject([{ node: { version: { id: node.id } } }]);
      expect(node.run.variant.name).toBe("tiny");
      expect(node.aliases.edges[0].node.predictions.edges).toHaveLength(2);
      expect(node.predictions.edges).toMatchObject(
        Array(3).fill({ node: { datasetImage: { id: imageId } } }),
      );
    }
    expect(one.statements.length).toBeGreaterThan(0);
    expect(many.statements).toHaveLength(one.statements.length);
  });

  test("is one query from predictions back to the image, the run and the alias", async () => {
    const [one, many] = [
      await countStatements(server, back, { id: imageId, first: 1 }),
      await countStatements(server, back, { id: imageId, first: 15 }),
    ];
    const { totalCount, edges } = many.data.node.predictions;
    expect(totalCount).toBe(15);
    expect(edges).toHaveLength(15);
    for (const { node } of edges) {
      expect(node.datasetImage).toEqual({ id: imageId, dataset: { name: "synthetic" } });
      expect(node.version.model.name).toBe("tiny");
      expect(node.alias === null || node.alias.version.id === node.version.id).toBe(true);
    }
    expect(edges.filter(({ node }: { node: { alias: object | null } }) => node.alias !== null)).toHaveLength(
      10,
    );
    expect(many.statements).toHaveLength(one.statements.length);
  });
});
