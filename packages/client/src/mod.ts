/**
 * The typed client of a ConvZoo server, for Node, Deno and browsers.
 * @module
 */
export { ClientError, type ClientErrorCode, isClientError } from "./client_error.ts";
export { type Client, type ClientOptions, createClient } from "./create_client.ts";
export type { JsonValue, ResultOf, VariablesOf } from "./document.ts";
export type { InputOf } from "./input.ts";
export type { Ablation, AblationReport, Ablations, StartAblation } from "./resources/ablations.ts";
export type { Act, ActFilter, ActKind, Acts } from "./resources/acts.ts";
export type { Alias, Aliases, MoveAlias, SetGate } from "./resources/aliases.ts";
export type { CatalogueEntry, CatalogueKind, CatalogueOptions } from "./resources/catalogue.ts";
export type {
  Dataset,
  DatasetFacts,
  DatasetFilter,
  DatasetImage,
  DatasetImageFilter,
  DatasetNumber,
  Datasets,
  ImportDataset,
  RegisterDataset,
} from "./resources/datasets.ts";
export type { DeleteOptions, Deletion } from "./resources/deletion.ts";
export type {
  CompareVersions,
  DisagreeingVersions,
  Disagreement,
  EvaluateVersion,
  Evaluation,
  EvaluationImage,
  EvaluationImageFilter,
  Evaluations,
  Neighbour,
  VersionComparison,
} from "./resources/evaluations.ts";
export type { CreateModel, Model, Models } from "./resources/models.ts";
export type { ListOptions, Page, PageOptions } from "./resources/pages.ts";
export type {
  ClassScore,
  ImagePrediction,
  PredictingVersion,
  PredictOptions,
} from "./resources/predict.ts";
export type { PredictionFilter, Predictions, StoredPrediction } from "./resources/predictions.ts";
export type { Run, RunState } from "./resources/run.ts";
export type { ForkRun, KeptCheckpoint, Reproduction, RunTagChange } from "./resources/run_control.ts";
export type {
  DeletedRuns,
  DeleteRunsOptions,
  DeleteRunsPage,
  RunDeletion,
  RunRemoval,
} from "./resources/run_deletion.ts";
export type { RunGroup, RunGrouping } from "./resources/run_groups.ts";
export type { RunConditions, RunFilter, RunOrder } from "./resources/run_list.ts";
export type { RunLogLine, RunLogOptions } from "./resources/run_logs.ts";
export type { BoundedSeries, MetricSeries, SeriesRequest } from "./resources/run_series.ts";
export type { Runs, StartRun } from "./resources/runs.ts";
export type {
  StartSweep,
  Sweep,
  SweepFilter,
  SweepState,
  Sweeps,
  SweepTrial,
  SweepTrialFilter,
} from "./resources/sweeps.ts";
export type {
  CreateVariant,
  Layer,
  ModelSpec,
  SpecChange,
  TrainSpec,
  Variant,
  VariantCost,
  VariantFilter,
  Variants,
} from "./resources/variants.ts";
export { type VerifyWebhookOptions, verifyWebhook, type WebhookRequest } from "./resources/verify_webhook.ts";
export type { RetentionRule, TagVersion, Version, VersionFilter, Versions } from "./resources/versions.ts";
export type { WatchOptions } from "./resources/watch_events.ts";
export type { RunEvent } from "./resources/watch_run.ts";
export type { SweepEvent } from "./resources/watch_sweep.ts";
export type {
  CreatedWebhook,
  CreateWebhook,
  Webhook,
  WebhookAttempt,
  WebhookDelivery,
  Webhooks,
} from "./resources/webhooks.ts";
export type { CallOptions, HeadersOption, Transport } from "./transport/transport.ts";
