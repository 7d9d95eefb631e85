import { createHash } from "node:crypto";
import { type Database, inTransaction } from "../postgres/database.ts";
import { insertBlob } from "../store/insert_blob.ts";
import type { VersionFixture } from "./version_fixture.ts";

/** How a planted run is other than usual. */
export interface PlantedRun {
  /** @default {"SUCCEEDED"} */
  readonly state?: string | undefined;
  /** The bytes of its checkpoints and of its version begin so. @default {other ones each time} */
  readonly bytes?: string | undefined;
  /** Whether it has a version. @default {true} */
  readonly hasVersion?: boolean | undefined;
  /** Points of each of its two metrics. @default {3} */
  readonly points?: number | undefined;
  /** The run that it was made from, and why. */
  readonly origin?: readonly [kind: "RETRY" | "FORK" | "REPRODUCTION", id: string] | undefined;
  /** The version that it starts from. */
  readonly parentId?: string | undefined;
  /** A word by which it is found. @default {"planted"} */
  readonly tag?: string | undefined;
}

/**
 * Plants a run with something in every table that hangs on runs and versions: events, metrics, checkpoints of each kind, a version with a
 * note, a tag, an evaluation and a prediction.
 *
 * @returns Ids of the run and of its version (empty if it has none).
 */
export async function plantRun(
  { pool }: Pick<Database, "pool">,
  { variantId, datasetId }: Pick<VersionFixture, "variantId" | "datasetId">,
  planted: PlantedRun = {},
): Promise<{ readonly runId: string; readonly versionId: string }> {
  const { state = "SUCCEEDED", bytes = crypto.randomUUID(), hasVersion = true, points = 3 } = planted;
  const { origin = [null, null], parentId = null, tag = "planted" } = planted;
  return await inTransaction(pool, async (client) => {
    const files = ["newest", "kept", "begin", ...(hasVersion ? ["model"] : [])].map((name) => {
      const content = Buffer.from(`${bytes} ${name}`);
      return { name, content, digest: createHash("sha256").update(content).digest("hex") };
    });
    // In the order in which others lock them.
    for (const { content } of files.toSorted((a, b) => (a.digest < b.digest ? -1 : 1))) {
      await insertBlob(client, { bytes: content, mediaType: "application/octet-stream" });
    }
    const digests = new Map(files.map(({ name, digest }) => [name, digest]));
    const { rows } = await client.query<{ id: string }>(
      `insert into runs (variant_id, dataset_id, epochs, state, attempt, event_count, origin_kind, origin_id, parent_id, finished_at)
       values ($1, $2, 2, $3::run_state, 1, 3, $4::run_origin_kind, $5, $6, now()) returning id`,
      [variantId, datasetId, state, ...origin, parentId],
    );
    const runId = rows[0]!.id;
    for (const statement of [
      `insert into run_events (run_id, sequence, type, payload)
       select $1, n - 1, 'RunLog', '{"level": "info", "message": "line"}' from generate_series(1, 3) n`,
      "insert into run_attempts (run_id, attempt, resumed_step) values ($1, 1, 0)",
      `insert into run_metrics (run_id, name, value, step, epoch, attempt)
       select $1, name, 0.5, 1, 1, 1 from unnest('{testAccuracy,loss}'::text[]) name`,
    ]) {
      await client.query(statement, [runId]);
    }
    await client.query(
      `insert into metric_points (metric_id, attempt, step, epoch, value)
       select id, 1, n, 1, 0.5 from run_metrics, generate_series(1, $2) n where run_id = $1`,
      [runId, points],
    );
    await client.query("insert into run_tags (run_id, name) values ($1, $2)", [runId, tag]);
    await client.query(
      "insert into checkpoints (run_id, attempt, epoch, step, blob_digest) values ($1, 1, 1, 4, $2)",
      [runId, digests.get("newest")],
    );
    await client.query(
      `insert into kept_checkpoints (run_id, epoch, attempt, engine_version, step, blob_digest) values ($1, 1, 1, '0', 4, $2)`,
      [runId, digests.get("kept")],
    );
    await client.query(
      `insert into fork_points (run_id, variant_id, engine_version, epoch, step, blob_digest) values ($1, $2, '0', 1, 4, $3)`,
      [runId, variantId, digests.get("begin")],
    );
    if (!hasVersion) {
      return { runId, versionId: "" };
    }
    const version = await client.query<{ id: string }>(
      `insert into versions (run_id, model_id, variant_id, dataset_id, digest, artifact_digest, metrics, classes)
       select $1, model_id, id, $3, $4, $4, '{}', '{}' from variants where id = $2 returning id`,
      [runId, variantId, datasetId, digests.get("model")],
    );
    const versionId = version.rows[0]!.id;
    for (const statement of [
      "insert into version_tags (version_id, name) values ($1, 'good')",
      "insert into version_notes (version_id, text) values ($1, 'note')",
      `with evaluation as (
         insert into evaluations (version_id, dataset_id, split, state) select id, dataset_id, 'TEST', 'SUCCEEDED' from versions
         where id = $1 returning id
       )
       insert into evaluation_images (evaluation_id, index, label, predicted, confidence, label_score)
       select id, 0, 0, 0, 0.5, 0.5 from evaluation`,
      `insert into predictions (id, version_id, model_id, image_digest, predicted, probability, top_classes, top_scores, milliseconds, created_at)
       select uuidv7()::text, id, model_id, '', 0, 0.5, '{0}', '{0.5}', 1, now() from versions where id = $1`,
    ]) {
      await client.query(statement, [versionId]);
    }
    return { runId, versionId };
  });
}
