import type { Queryable } from "../postgres/database.ts";
import { patientQuery } from "./patient_query.ts";

/** A prediction that is to be kept. */
export interface NewPrediction {
  readonly id: string;
  readonly versionId: string;
  /** The alias through which the version was asked for; null if it was asked for itself. */
  readonly aliasId: string | null;
  /** store/picture_digest.ts */
  readonly imageDigest: Uint8Array;
  /** The best classes, best first: their indices and scores. */
  readonly classes: readonly number[];
  readonly scores: readonly number[];
  readonly actor: string;
  readonly milliseconds: number;
  readonly createdAt: Date;
}

/**
 * Keeps predictions, with the image of a dataset that each was made of: one of the dataset that the version was trained on if
 * that has the picture, else of the newest that has it. Those of versions that are gone are left out, and so are those that
 * are kept already, as a statement may be sent again whose answer was lost.
 */
export async function insertPredictions(db: Queryable, predictions: readonly NewPrediction[]): Promise<void> {
  const text = `insert into predictions (id, version_id, model_id, alias_id, image_digest, dataset_id, position, predicted,
       probability, top_classes, top_scores, actor, milliseconds, created_at)
     select given.id, versions.id, versions.model_id, aliases.id, given.digest, image.dataset_id, image.position,
       given.classes[1], given.scores[1], given.classes, given.scores, given.actor, given.milliseconds, given.time
     from (
       select id, version_id, alias_id, digest, string_to_array(classes, ',')::smallint[] as classes,
         string_to_array(scores, ',')::real[] as scores, actor, milliseconds, time
       from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::real[], $9::timestamptz[])
         as packed (id, version_id, alias_id, digest, classes, scores, actor, milliseconds, time)
     ) as given
     join versions on versions.id = given.version_id
     left join aliases on aliases.id = given.alias_id
     left join lateral (
       select dataset_id, position from dataset_image_digests where digest = given.digest
       order by dataset_id = versions.dataset_id desc, dataset_id desc, position limit 1
     ) as image on true
     order by given.id
     on conflict (id) do nothing`;
  const values = [
    predictions.map(({ id }) => id),
    predictions.map(({ versionId }) => versionId),
    predictions.map(({ aliasId }) => aliasId),
    predictions.map(({ imageDigest }) => imageDigest),
    // Postgres takes no lists of different lengths in a list.
    predictions.map(({ classes }) => classes.join(",")),
    predictions.map(({ scores }) => scores.join(",")),
    predictions.map(({ actor }) => actor),
    predictions.map(({ milliseconds }) => milliseconds),
    predictions.map(({ createdAt }) => createdAt),
  ];
  await db.query(patientQuery(text, values));
}
