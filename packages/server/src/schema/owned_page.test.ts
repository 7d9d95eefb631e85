import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countStatements } from "../testing/count_statements.ts";
import { type PlantedEvaluations, plantEvaluations } from "../testing/planted_evaluations.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let planted: PlantedEvaluations;
const models = 60;

beforeAll(async () => {
  server = await startTestServer();
  planted = await plantEvaluations(server.database, [0, 1, 2], [[0, 1, 2]]);
  const { pool } = server.database;
  await pool.query("insert into models (name) select 'model ' || n from generate_series(1, $1) n", [models]);
  await pool.query(
    "insert into aliases (model_id, name) select id, 'alias ' || n from models, generate_series(1, 10) n",
  );
  // the first alias of each model has one prediction, the second two, and so on
  await pool.query(
    `insert into predictions (id, version_id, model_id, alias_id, image_digest, predicted, probability, top_classes, top_scores,
       milliseconds, created_at)
     select uuidv7()::text, $1, $2, id, '', 0, 0.5, '{0}', '{0.5}', 1, now()
     from aliases, generate_series(1, substr(name, 7)::int)`,
    [planted.versionIds[0], planted.modelId],
  );
});
afterAll(() => server.close());

const documentOf = (
  first: number,
): string => `{ models(first: ${models}) { edges { node { aliases(first: 10) { edges { node {
  name predictions(first: ${first}, filter: { labels: ["a"] }) { totalCount edges { node { id alias { name } } } } } } } } } } }`;

describe("ownedPage()", () => {
  test("gives each of hundreds of owners its own, in as many statements as for a few", async () => {
    const many = await countStatements(server, documentOf(4));
    const lists = many.data.models.edges.flatMap(
      ({ node }: { node: { aliases: { edges: object[] } } }) => node.aliases.edges,
    ) as {
      node: {
        name: string;
        predictions: { totalCount: number; edges: { node: { alias: { name: string } } }[] };
      };
    }[];
    expect(lists).toHaveLength(models * 10);
    for (const { node } of lists) {
      const count = Number(node.name.slice("alias ".length));
      expect(node.predictions.totalCount).toBe(count);
      expect(node.predictions.edges).toHaveLength(Math.min(count, 4));
      for (const { node: prediction } of node.predictions.edges) {
        expect(prediction.alias.name).toBe(node.name);
      }
    }
    const few = await countStatements(server, documentOf(4).replace(`first: ${models}`, "first: 2"));
    expect(many.statements).toHaveLength(few.statements.length);
  });

  test("refuses lists that are too much together", async () => {
    const { errors } = await server.send(documentOf(20));
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(errors?.[0]?.message).toBe(
      "Cannot list predictions as all lists of a field must have at most 10000 together: current number is 12000",
    );
  });
});
