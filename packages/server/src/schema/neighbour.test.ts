import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFeatureCollector } from "../jobs/feature_collector.ts";
import { inTransaction } from "../postgres/database.ts";
import { insertFeatures } from "../store/evaluation_features.ts";
import { type PlantedEvaluations, plantEvaluations } from "../testing/planted_evaluations.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

const images = 3000;
/** So many that the features take several rows, and several statements to read. */
const length = 1200;
const labels = Array.from({ length: images }, (_none, image) => image % 3);

let server: TestServer;
let planted: PlantedEvaluations;

beforeAll(async () => {
  server = await startTestServer();
  planted = await plantEvaluations(server.database, labels, [labels, labels]);
  // directions on a circle: the nearest of an image are those beside it
  const collector = createFeatureCollector(images, length);
  for (let image = 0; image < images; image += 1) {
    const features = new Float32Array(length);
    const angle = (image / images) * Math.PI;
    features[0] = 3 * Math.cos(angle);
    features[length - 1] = 3 * Math.sin(angle);
    collector.add(features);
  }
  await inTransaction(server.database.pool, async (client) => {
    await client.query("update evaluations set feature_state = 'KEPT' where id = $1", [
      planted.evaluationIds[0],
    ]);
    await insertFeatures(client, planted.evaluationIds[0]!, collector.result.features!);
  });
});
afterAll(() => server.close());

async function neighbours(evaluationId: string, variables: object) {
  const { data, errors } = await server.send(
    `query ($id: ID!, $index: Int!, $first: Int! = 10) { evaluation(id: $id) { neighbours(index: $index, first: $first) {
      __typename ... on Error { code message } ... on InvalidInputError { path }
      ... on EvaluationNeighboursSuccess { data { similarity image { index } } } } } }`,
    { id: `Evaluation_${evaluationId}`, ...variables },
  );
  expect(errors).toBeUndefined();
  return data.evaluation.neighbours;
}

describe("Evaluation.neighbours", () => {
  test.each([[0], [1234], [2999]])(
    "finds those beside image %i, wherever their features are kept",
    async (index) => {
      const { data } = await neighbours(planted.evaluationIds[0]!, { index, first: 6 });
      const found = data.map(({ image }: { image: { index: number } }) => image.index);
      const expected = labels
        .map((_label, image) => image)
        .filter((image) => image !== index)
        .sort((a, b) => Math.abs(a - index) - Math.abs(b - index))
        .slice(0, 6);
      expect(found.toSorted()).toEqual(expected.toSorted());
      expect(data[0].similarity).toBeCloseTo(Math.cos(Math.PI / images), 6);
      expect(data.map(({ similarity }: { similarity: number }) => similarity)).toEqual(
        data
          .map(({ similarity }: { similarity: number }) => similarity)
          .toSorted((a: number, b: number) => b - a),
      );
    },
  );

  test.each([
    [{ index: -1 }, "index"],
    [{ index: 3000 }, "index"],
    [{ index: 0, first: 0 }, "first"],
    [{ index: 0, first: 101 }, "first"],
  ])("refuses %j", async (variables, path) => {
    expect(await neighbours(planted.evaluationIds[0]!, variables)).toMatchObject({ path });
  });

  test("says why there are no features", async () => {
    const id = planted.evaluationIds[1]!;
    const { pool } = server.database;
    expect(await neighbours(id, { index: 0 })).toMatchObject({
      __typename: "NoFeaturesError",
      code: "NOT_KEPT",
    });
    await pool.query("update evaluations set features_asked_at = now() where id = $1", [id]);
    expect(await neighbours(id, { index: 0 })).toMatchObject({ code: "WAITING" });
    await pool.query("update evaluations set features_asked_at = null where id = $1", [id]);
    for (const state of ["NO_LAYER", "TOO_LARGE"]) {
      await pool.query("update evaluations set feature_state = $2 where id = $1", [id, state]);
      expect(await neighbours(id, { index: 0 })).toMatchObject({ code: state });
    }
    await pool.query("update evaluations set state = 'QUEUED' where id = $1", [id]);
    expect(await neighbours(id, { index: 0 })).toMatchObject({ code: "NOT_EVALUATED" });
  });
});

describe("createFeatureCollector()", () => {
  test("keeps directions, also of very large and very small numbers, and none as it is", () => {
    const collector = createFeatureCollector(3, 2);
    collector.add(Float32Array.of(3e30, 4e30, 0, 0, 3e-30, 4e-30));
    const { vectors } = collector.result.features!;
    for (const [place, value] of [0.6, 0.8, 0, 0, 0.6, 0.8].entries()) {
      expect(vectors[place]).toBeCloseTo(value, 6);
    }
  });

  test("keeps none of a model that has none, or has too many", () => {
    expect(createFeatureCollector(10, null).result).toEqual({ state: "NO_LAYER", features: null });
    expect(createFeatureCollector(60_000, 280).result).toEqual({ state: "TOO_LARGE", features: null });
  });
});
