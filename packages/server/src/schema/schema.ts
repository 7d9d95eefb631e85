import type { GraphQLSchema } from "graphql";
import { printSchema } from "graphql";
import { builder } from "./builder.ts";
import "./scalars.ts";
import "./errors.ts";
import "./dataset.ts";
import "./register_dataset.ts";
import "./import_dataset.ts";
import "./dataset_image.ts";
import "./model.ts";
import "./variant.ts";
import "./variant_analysis.ts";
import "./catalogue.ts";
import "./run.ts";
import "./run_connection.ts";
import "./run_control.ts";
import "./run_deletion.ts";
import "./run_reproduction.ts";
import "./run_group.ts";
import "./run_log.ts";
import "./run_series.ts";
import "./ablation.ts";
import "./sweep.ts";
import "./sweep_trial.ts";
import "./sweep_control.ts";
import "./sweep_event.ts";
import "./version.ts";
import "./version_annotation.ts";
import "./alias.ts";
import "./evaluation.ts";
import "./evaluation_image.ts";
import "./neighbour.ts";
import "./comparison.ts";
import "./gate.ts";
import "./model_card.ts";
import "./lineage.ts";
import "./retention.ts";
import "./deletion.ts";
import "./webhook.ts";
import "./predict.ts";
import "./prediction.ts";
import "./prediction_connection.ts";
import "./act_connection.ts";
import "./server_info.ts";

/** The API's schema. */
export const schema: GraphQLSchema = builder.toSchema({ sortSchema: false });

/** The schema as text, as it stands in `packages/server/schema.graphql`. */
export function printApi(): string {
  return `# Generated from packages/server/src/schema by \`pnpm generate\`: do not edit\n\n${printSchema(schema)}\n`;
}
