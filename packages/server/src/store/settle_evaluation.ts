import type { PoolClient } from "pg";
import type { ClaimedEvaluation } from "./claim_evaluation.ts";
import { insertFeatures } from "./evaluation_features.ts";
import type { EvaluationResult } from "./evaluation_result.ts";

type Claim = Pick<ClaimedEvaluation, "id" | "attempt">;

/** Writes what came of an evaluation. @returns Whether it still was the attempt's; if not, nothing is written. */
export async function finishEvaluation(
  client: PoolClient,
  { id, attempt }: Claim,
  { report, images, features }: EvaluationResult,
): Promise<boolean> {
  const { figures, calibration } = report;
  const { rowCount } = await client.query(
    `update evaluations set state = 'SUCCEEDED', finished_at = now(), leased_until = null, count = $3, accuracy = $4,
       macro_f1 = $5, calibration_error = $6, report = $7, feature_state = $8::feature_state
     where id = $1 and attempt = $2 and state = 'RUNNING'`,
    [
      id,
      attempt,
      figures.count,
      figures.accuracy,
      figures.macro.f1,
      calibration.expectedError,
      JSON.stringify(report),
      features.state,
    ],
  );
  if (rowCount !== 1) {
    return false;
  }
  await client.query(
    `insert into evaluation_images (evaluation_id, index, label, predicted, confidence, label_score)
     select $1, place - 1, label, predicted, confidence, score
     from unnest($2::int[], $3::int[], $4::real[], $5::real[]) with ordinality as seen (label, predicted, confidence, score, place)`,
    [
      id,
      images.map(({ label }) => label),
      images.map(({ predicted }) => predicted),
      images.map(({ confidence }) => confidence),
      images.map(({ labelScore }) => labelScore),
    ],
  );
  if (features.features !== null) {
    await insertFeatures(client, id, features.features);
  }
  return true;
}

/** Writes why an evaluation cannot be done. */
export async function failEvaluation(
  client: PoolClient,
  { id, attempt }: Claim,
  message: string,
): Promise<void> {
  await client.query(
    `update evaluations set state = 'FAILED', finished_at = now(), leased_until = null, failure_message = $3
     where id = $1 and attempt = $2 and state = 'RUNNING'`,
    [id, attempt, message],
  );
}

/** Writes the features of an evaluation that has succeeded without any. @returns Whether it still was the attempt's. */
export async function finishFeatures(
  client: PoolClient,
  { id, attempt }: Claim,
  { state, features }: EvaluationResult["features"],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update evaluations set feature_state = $3::feature_state, features_asked_at = null, leased_until = null
     where id = $1 and attempt = $2 and features_asked_at is not null`,
    [id, attempt, state],
  );
  if (rowCount !== 1) {
    return false;
  }
  if (features !== null) {
    await insertFeatures(client, id, features);
  }
  return true;
}

/** Gives up the features of an evaluation, which stays as it was. */
export async function failFeatures(client: PoolClient, { id, attempt }: Claim): Promise<void> {
  await client.query(
    `update evaluations set features_asked_at = null, leased_until = null
     where id = $1 and attempt = $2 and features_asked_at is not null`,
    [id, attempt],
  );
}
