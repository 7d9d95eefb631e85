import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { plantEvaluations } from "../testing/planted_evaluations.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { claimEvaluation, extendEvaluation } from "./claim_evaluation.ts";
import { finishFeatures } from "./settle_evaluation.ts";

let server: TestServer;
let ids: readonly string[];

beforeAll(async () => {
  server = await startTestServer();
  ids = (
    await plantEvaluations(
      server.database,
      [0, 1, 2],
      [
        [0, 1, 2],
        [0, 1, 1],
      ],
    )
  ).evaluationIds;
});
afterAll(() => server.close());

describe("claimEvaluation()", () => {
  test("takes what lacks but the features when nothing else waits, and again when its worker is lost", async () => {
    const { pool } = server.database;
    expect(await claimEvaluation(pool)).toBeUndefined();
    await pool.query("update evaluations set features_asked_at = now() where id = $1", [ids[0]]);
    await pool.query("update evaluations set state = 'QUEUED' where id = $1", [ids[1]]);
    expect(await claimEvaluation(pool)).toMatchObject({ id: ids[1], tries: 1, isForFeatures: false });
    const first = (await claimEvaluation(pool))!;
    expect(first).toMatchObject({ id: ids[0], tries: 1, isForFeatures: true });
    expect(await claimEvaluation(pool)).toBeUndefined();
    expect(await extendEvaluation(pool, first)).toBe(true);

    await pool.query("update evaluations set leased_until = now() - interval '1 second' where id = $1", [
      ids[0],
    ]);
    const second = (await claimEvaluation(pool))!;
    expect(second).toMatchObject({ id: ids[0], attempt: first.attempt + 1, tries: 2 });
    const result = { state: "KEPT", features: { length: 1, vectors: Float32Array.of(1, 1, 1) } } as const;
    const finish = (claim: typeof first) =>
      inTransaction(pool, (client) => finishFeatures(client, claim, result));
    // Whoever was believed to be lost comes too late.
    expect(await extendEvaluation(pool, first)).toBe(false);
    expect(await finish(first)).toBe(false);
    expect(await finish(second)).toBe(true);
    expect(await finish(second)).toBe(false);
    const { rows } = await pool.query(
      `select state, feature_state, features_asked_at, (select count(*)::int from evaluation_features where evaluation_id = evaluations.id) as kept
       from evaluations where id = $1`,
      [ids[0]],
    );
    expect(rows).toEqual([{ state: "SUCCEEDED", feature_state: "KEPT", features_asked_at: null, kept: 1 }]);
  });
});
