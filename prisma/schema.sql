-- Generated from schema.prisma by `pnpm migrate dump`: do not edit

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "run_state" AS ENUM ('QUEUED', 'RUNNING', 'PAUSED', 'SUCCEEDED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "engine_mode" AS ENUM ('PORTABLE', 'FAST');

-- CreateEnum
CREATE TYPE "run_origin_kind" AS ENUM ('RETRY', 'FORK', 'REPRODUCTION');

-- CreateEnum
CREATE TYPE "dataset_split" AS ENUM ('TRAIN', 'VALIDATION', 'TEST');

-- CreateEnum
CREATE TYPE "evaluation_state" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED');

-- CreateEnum
CREATE TYPE "feature_state" AS ENUM ('KEPT', 'NO_LAYER', 'TOO_LARGE');

-- CreateEnum
CREATE TYPE "ablation_kind" AS ENUM ('LEAVE_ONE_OUT', 'ADD_ONE_IN');

-- CreateEnum
CREATE TYPE "sweep_state" AS ENUM ('RUNNING', 'PAUSED', 'FINISHED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "sweep_end" AS ENUM ('MAX_TRIALS', 'MAX_EPOCHS', 'SPACE_EXHAUSTED');

-- CreateEnum
CREATE TYPE "sweep_trial_state" AS ENUM ('RUNNING', 'PAUSED', 'FINISHED', 'STOPPED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "webhook_topic" AS ENUM ('RUN', 'VERSION', 'ALIAS', 'GATE', 'EVALUATION', 'SWEEP', 'TEST');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('WAITING', 'DELIVERED', 'FAILED');

-- CreateEnum
CREATE TYPE "act_kind" AS ENUM ('DATASET_REGISTERED', 'MODEL_CREATED', 'VARIANT_CREATED', 'RUN_STARTED', 'RUN_PAUSED', 'RUN_RESUMED', 'RUN_CANCELED', 'RUN_TAGGED', 'RUN_CHECKPOINTS_DELETED', 'ABLATION_STARTED', 'SWEEP_STARTED', 'SWEEP_PAUSED', 'SWEEP_RESUMED', 'SWEEP_CANCELED', 'VERSION_TAGGED', 'VERSION_NOTED', 'VERSION_PINNED', 'VERSION_UNPINNED', 'VERSION_DELETED', 'ALIAS_MOVED', 'EVALUATION_QUEUED', 'MODEL_GATE_SET', 'WEBHOOK_CREATED', 'WEBHOOK_SECRET_ROTATED', 'WEBHOOK_DISABLED', 'WEBHOOK_ENABLED', 'WEBHOOK_DELETED', 'WEBHOOK_TESTED', 'WEBHOOK_REPLAYED', 'RUN_DELETED', 'SWEEP_DELETED', 'ABLATION_DELETED', 'VARIANT_DELETED', 'MODEL_DELETED', 'DATASET_DELETED');

-- CreateTable
CREATE TABLE "blobs" (
    "digest" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blobs_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "blob_chunks" (
    "digest" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "blob_chunks_pkey" PRIMARY KEY ("digest","index")
);

-- CreateTable
CREATE TABLE "datasets" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "name" TEXT NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 1,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "digest" TEXT NOT NULL,
    "classes" TEXT[],
    "height" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "channels" INTEGER NOT NULL,
    "train_count" INTEGER NOT NULL,
    "test_count" INTEGER NOT NULL,
    "train_images" TEXT NOT NULL,
    "train_labels" TEXT NOT NULL,
    "test_images" TEXT NOT NULL,
    "test_labels" TEXT NOT NULL,
    "validation_images" TEXT,
    "validation_labels" TEXT,
    "validation_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_facts" (
    "dataset_id" TEXT NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "dataset_facts_pkey" PRIMARY KEY ("dataset_id")
);

-- CreateTable
CREATE TABLE "models" (
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "variants" (
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "model_id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "model_spec" JSONB NOT NULL,
    "train_spec" JSONB NOT NULL,
    "parameter_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "variants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "variant_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "parent_id" TEXT,
    "seed" INTEGER NOT NULL DEFAULT 0,
    "mode" "engine_mode" NOT NULL DEFAULT 'PORTABLE',
    "engine" TEXT,
    "engine_version" TEXT,
    "machine" TEXT,
    "state" "run_state" NOT NULL DEFAULT 'QUEUED',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "job_id" TEXT,
    "epochs" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "best_epoch" INTEGER,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "keep_checkpoints" INTEGER NOT NULL DEFAULT 0,
    "event_count" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "pause_requested_at" TIMESTAMPTZ(3),
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "origin_kind" "run_origin_kind",
    "origin_id" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_events" (
    "run_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_events_pkey" PRIMARY KEY ("run_id","sequence")
);

-- CreateTable
CREATE TABLE "run_metrics" (
    "id" SERIAL NOT NULL,
    "run_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" DOUBLE PRECISION,
    "step" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,

    CONSTRAINT "run_metrics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_points" (
    "metric_id" INTEGER NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "step" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "metric_points_pkey" PRIMARY KEY ("metric_id","attempt","step")
);

-- CreateTable
CREATE TABLE "run_attempts" (
    "run_id" TEXT NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "resumed_step" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_attempts_pkey" PRIMARY KEY ("run_id","attempt")
);

-- CreateTable
CREATE TABLE "run_tags" (
    "run_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_tags_pkey" PRIMARY KEY ("run_id","name")
);

-- CreateTable
CREATE TABLE "checkpoints" (
    "run_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "engine_version" TEXT NOT NULL DEFAULT '',
    "epoch" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "best_epoch" INTEGER,
    "blob_digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checkpoints_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "kept_checkpoints" (
    "run_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "engine_version" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "best_epoch" INTEGER,
    "blob_digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kept_checkpoints_pkey" PRIMARY KEY ("run_id","epoch")
);

-- CreateTable
CREATE TABLE "fork_points" (
    "run_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "engine_version" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "best_epoch" INTEGER,
    "blob_digest" TEXT NOT NULL,

    CONSTRAINT "fork_points_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "versions" (
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "run_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "artifact_digest" TEXT NOT NULL,
    "metrics" JSONB NOT NULL,
    "classes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version_tags" (
    "version_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_tags_pkey" PRIMARY KEY ("version_id","name")
);

-- CreateTable
CREATE TABLE "version_notes" (
    "version_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_notes_pkey" PRIMARY KEY ("version_id")
);

-- CreateTable
CREATE TABLE "aliases" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "model_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version_id" TEXT,
    "move_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aliases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alias_moves" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "alias_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "from_version_id" TEXT,
    "to_version_id" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alias_moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluations" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "version_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "split" "dataset_split" NOT NULL,
    "state" "evaluation_state" NOT NULL DEFAULT 'QUEUED',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "count" INTEGER,
    "accuracy" DOUBLE PRECISION,
    "macro_f1" DOUBLE PRECISION,
    "calibration_error" DOUBLE PRECISION,
    "report" JSONB,
    "feature_state" "feature_state",
    "features_asked_at" TIMESTAMPTZ(3),
    "attempts_before" INTEGER NOT NULL DEFAULT 0,
    "failure_message" TEXT,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation_images" (
    "evaluation_id" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "label" SMALLINT NOT NULL,
    "predicted" SMALLINT NOT NULL,
    "confidence" REAL NOT NULL,
    "label_score" REAL NOT NULL,

    CONSTRAINT "evaluation_images_pkey" PRIMARY KEY ("evaluation_id","index")
);

-- CreateTable
CREATE TABLE "evaluation_features" (
    "evaluation_id" TEXT NOT NULL,
    "first" INTEGER NOT NULL,
    "length" INTEGER NOT NULL,
    "vectors" BYTEA NOT NULL,

    CONSTRAINT "evaluation_features_pkey" PRIMARY KEY ("evaluation_id","first")
);

-- CreateTable
CREATE TABLE "ablations" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "name" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "kind" "ablation_kind" NOT NULL,
    "metric" TEXT NOT NULL,
    "higher_is_better" BOOLEAN NOT NULL,
    "mode" "engine_mode" NOT NULL,
    "seeds" INTEGER[],
    "techniques" TEXT[],
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ablations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ablation_runs" (
    "ablation_id" TEXT NOT NULL,
    "technique" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "run_id" TEXT NOT NULL,

    CONSTRAINT "ablation_runs_pkey" PRIMARY KEY ("ablation_id","technique","seed")
);

-- CreateTable
CREATE TABLE "sweeps" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "name" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "space" JSONB NOT NULL,
    "method" JSONB NOT NULL,
    "stopping" JSONB,
    "metric" TEXT NOT NULL,
    "higher_is_better" BOOLEAN NOT NULL,
    "max_trials" INTEGER NOT NULL,
    "max_total_epochs" INTEGER,
    "concurrency" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "training_seed" INTEGER NOT NULL,
    "mode" "engine_mode" NOT NULL,
    "state" "sweep_state" NOT NULL DEFAULT 'RUNNING',
    "end_reason" "sweep_end",
    "failure_code" TEXT,
    "failure_message" TEXT,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "running_count" INTEGER NOT NULL DEFAULT 0,
    "paused_count" INTEGER NOT NULL DEFAULT 0,
    "finished_count" INTEGER NOT NULL DEFAULT 0,
    "stopped_count" INTEGER NOT NULL DEFAULT 0,
    "failed_count" INTEGER NOT NULL DEFAULT 0,
    "canceled_count" INTEGER NOT NULL DEFAULT 0,
    "total_epochs" INTEGER NOT NULL DEFAULT 0,
    "best_number" INTEGER,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweeps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sweep_trials" (
    "sweep_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "sweep_trial_state" NOT NULL DEFAULT 'RUNNING',
    "coordinates" JSONB NOT NULL,
    "parameters" JSONB NOT NULL,
    "epochs" INTEGER NOT NULL,
    "variant_id" TEXT,
    "run_id" TEXT,
    "objective" DOUBLE PRECISION,
    "cost" DOUBLE PRECISION,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweep_trials_pkey" PRIMARY KEY ("sweep_id","number")
);

-- CreateTable
CREATE TABLE "sweep_rungs" (
    "sweep_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "value" DOUBLE PRECISION,
    "cut" DOUBLE PRECISION,
    "count" INTEGER NOT NULL,
    "is_kept" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sweep_rungs_pkey" PRIMARY KEY ("sweep_id","number","epoch")
);

-- CreateTable
CREATE TABLE "sweep_feeds" (
    "sweep_id" TEXT NOT NULL,
    "event_count" INTEGER NOT NULL DEFAULT 0,
    "is_closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "sweep_feeds_pkey" PRIMARY KEY ("sweep_id")
);

-- CreateTable
CREATE TABLE "sweep_events" (
    "sweep_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sweep_events_pkey" PRIMARY KEY ("sweep_id","sequence")
);

-- CreateTable
CREATE TABLE "gates" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "model_id" TEXT NOT NULL,
    "alias_name" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate_checks" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "model_id" TEXT NOT NULL,
    "alias_name" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "outcomes" JSONB NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gate_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "url" TEXT NOT NULL,
    "topics" "webhook_topic"[],
    "secret" TEXT NOT NULL,
    "secret_key_id" TEXT,
    "failure_count" INTEGER NOT NULL DEFAULT 0,
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,
    "changed_by" TEXT,
    "changed_at" TIMESTAMPTZ(3),
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "webhook_id" TEXT NOT NULL,
    "topic" "webhook_topic" NOT NULL,
    "body" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'WAITING',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "response_status" INTEGER,
    "failure_message" TEXT,
    "replay_of_id" TEXT,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "delivery_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "milliseconds" INTEGER,
    "response_status" INTEGER,
    "failure_message" TEXT,
    "response_excerpt" TEXT,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("delivery_id","attempt")
);

-- CreateTable
CREATE TABLE "version_pins" (
    "version_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_pins_pkey" PRIMARY KEY ("version_id")
);

-- CreateTable
CREATE TABLE "deleted_versions" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deleted_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deleted_datasets" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deleted_datasets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "predictions" (
    "id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "alias_id" TEXT,
    "image_digest" BYTEA NOT NULL,
    "dataset_id" TEXT,
    "position" INTEGER,
    "predicted" SMALLINT NOT NULL,
    "probability" REAL NOT NULL,
    "top_classes" SMALLINT[],
    "top_scores" REAL[],
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "milliseconds" REAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "predictions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_image_indexes" (
    "dataset_id" TEXT NOT NULL,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_image_indexes_pkey" PRIMARY KEY ("dataset_id")
);

-- CreateTable
CREATE TABLE "dataset_image_digests" (
    "dataset_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "digest" BYTEA NOT NULL,

    CONSTRAINT "dataset_image_digests_pkey" PRIMARY KEY ("dataset_id","position")
);

-- CreateTable
CREATE TABLE "acts" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "kind" "act_kind" NOT NULL,
    "subject_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "acts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "datasets_name_number_key" ON "datasets"("name", "number");

-- CreateIndex
CREATE UNIQUE INDEX "datasets_name_digest_key" ON "datasets"("name", "digest");

-- CreateIndex
CREATE UNIQUE INDEX "models_name_key" ON "models"("name");

-- CreateIndex
CREATE UNIQUE INDEX "variants_model_id_digest_key" ON "variants"("model_id", "digest");

-- CreateIndex
CREATE INDEX "runs_variant_id_idx" ON "runs"("variant_id");

-- CreateIndex
CREATE INDEX "runs_dataset_id_idx" ON "runs"("dataset_id");

-- CreateIndex
CREATE INDEX "runs_parent_id_idx" ON "runs"("parent_id");

-- CreateIndex
CREATE INDEX "runs_origin_id_idx" ON "runs"("origin_id");

-- CreateIndex
CREATE INDEX "runs_state_id_idx" ON "runs"("state", "id");

-- CreateIndex
CREATE INDEX "run_events_run_id_type_sequence_idx" ON "run_events"("run_id", "type", "sequence");

-- CreateIndex
CREATE INDEX "run_metrics_name_value_run_id_idx" ON "run_metrics"("name", "value", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_metrics_run_id_name_key" ON "run_metrics"("run_id", "name");

-- CreateIndex
CREATE INDEX "run_tags_name_run_id_idx" ON "run_tags"("name", "run_id");

-- CreateIndex
CREATE INDEX "checkpoints_blob_digest_idx" ON "checkpoints"("blob_digest");

-- CreateIndex
CREATE INDEX "kept_checkpoints_blob_digest_idx" ON "kept_checkpoints"("blob_digest");

-- CreateIndex
CREATE INDEX "fork_points_variant_id_idx" ON "fork_points"("variant_id");

-- CreateIndex
CREATE INDEX "fork_points_blob_digest_idx" ON "fork_points"("blob_digest");

-- CreateIndex
CREATE UNIQUE INDEX "versions_run_id_key" ON "versions"("run_id");

-- CreateIndex
CREATE INDEX "versions_model_id_idx" ON "versions"("model_id");

-- CreateIndex
CREATE INDEX "versions_variant_id_idx" ON "versions"("variant_id");

-- CreateIndex
CREATE INDEX "versions_dataset_id_idx" ON "versions"("dataset_id");

-- CreateIndex
CREATE INDEX "versions_digest_idx" ON "versions"("digest");

-- CreateIndex
CREATE INDEX "versions_artifact_digest_idx" ON "versions"("artifact_digest");

-- CreateIndex
CREATE INDEX "version_tags_name_version_id_idx" ON "version_tags"("name", "version_id");

-- CreateIndex
CREATE INDEX "aliases_version_id_idx" ON "aliases"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "aliases_model_id_name_key" ON "aliases"("model_id", "name");

-- CreateIndex
CREATE INDEX "alias_moves_from_version_id_idx" ON "alias_moves"("from_version_id");

-- CreateIndex
CREATE INDEX "alias_moves_to_version_id_idx" ON "alias_moves"("to_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "alias_moves_alias_id_sequence_key" ON "alias_moves"("alias_id", "sequence");

-- CreateIndex
CREATE INDEX "evaluations_dataset_id_idx" ON "evaluations"("dataset_id");

-- CreateIndex
CREATE INDEX "evaluations_state_id_idx" ON "evaluations"("state", "id");

-- CreateIndex
CREATE INDEX "evaluations_features_asked_at_idx" ON "evaluations"("features_asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "evaluations_version_id_dataset_id_split_key" ON "evaluations"("version_id", "dataset_id", "split");

-- CreateIndex
CREATE INDEX "evaluation_images_evaluation_id_label_predicted_index_idx" ON "evaluation_images"("evaluation_id", "label", "predicted", "index");

-- CreateIndex
CREATE INDEX "evaluation_images_evaluation_id_label_score_index_idx" ON "evaluation_images"("evaluation_id", "label_score", "index");

-- CreateIndex
CREATE INDEX "ablations_variant_id_idx" ON "ablations"("variant_id");

-- CreateIndex
CREATE INDEX "ablations_dataset_id_idx" ON "ablations"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "ablation_runs_run_id_key" ON "ablation_runs"("run_id");

-- CreateIndex
CREATE INDEX "sweeps_variant_id_idx" ON "sweeps"("variant_id");

-- CreateIndex
CREATE INDEX "sweeps_dataset_id_idx" ON "sweeps"("dataset_id");

-- CreateIndex
CREATE INDEX "sweeps_state_due_at_idx" ON "sweeps"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "sweeps_id_best_number_key" ON "sweeps"("id", "best_number");

-- CreateIndex
CREATE UNIQUE INDEX "sweep_trials_run_id_key" ON "sweep_trials"("run_id");

-- CreateIndex
CREATE INDEX "sweep_trials_sweep_id_cost_number_idx" ON "sweep_trials"("sweep_id", "cost", "number");

-- CreateIndex
CREATE INDEX "sweep_trials_variant_id_idx" ON "sweep_trials"("variant_id");

-- CreateIndex
CREATE UNIQUE INDEX "gates_model_id_alias_name_key" ON "gates"("model_id", "alias_name");

-- CreateIndex
CREATE INDEX "gate_checks_model_id_alias_name_id_idx" ON "gate_checks"("model_id", "alias_name", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_id_idx" ON "webhook_deliveries"("webhook_id", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_state_due_at_idx" ON "webhook_deliveries"("webhook_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "webhook_deliveries_state_due_at_idx" ON "webhook_deliveries"("state", "due_at");

-- CreateIndex
CREATE INDEX "deleted_versions_model_id_id_idx" ON "deleted_versions"("model_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deleted_datasets_name_number_key" ON "deleted_datasets"("name", "number");

-- CreateIndex
CREATE INDEX "predictions_version_id_id_idx" ON "predictions"("version_id", "id");

-- CreateIndex
CREATE INDEX "predictions_model_id_id_idx" ON "predictions"("model_id", "id");

-- CreateIndex
CREATE INDEX "predictions_alias_id_id_idx" ON "predictions"("alias_id", "id");

-- CreateIndex
CREATE INDEX "predictions_dataset_id_position_id_idx" ON "predictions"("dataset_id", "position", "id");

-- CreateIndex
CREATE INDEX "dataset_image_digests_digest_idx" ON "dataset_image_digests"("digest");

-- CreateIndex
CREATE INDEX "acts_subject_id_id_idx" ON "acts"("subject_id", "id");

-- CreateIndex
CREATE INDEX "acts_actor_id_idx" ON "acts"("actor", "id");

-- CreateIndex
CREATE INDEX "acts_kind_id_idx" ON "acts"("kind", "id");

-- AddForeignKey
ALTER TABLE "blob_chunks" ADD CONSTRAINT "blob_chunks_digest_fkey" FOREIGN KEY ("digest") REFERENCES "blobs"("digest") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_train_images_fkey" FOREIGN KEY ("train_images") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_train_labels_fkey" FOREIGN KEY ("train_labels") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_test_images_fkey" FOREIGN KEY ("test_images") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_test_labels_fkey" FOREIGN KEY ("test_labels") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_validation_images_fkey" FOREIGN KEY ("validation_images") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_validation_labels_fkey" FOREIGN KEY ("validation_labels") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_facts" ADD CONSTRAINT "dataset_facts_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variants" ADD CONSTRAINT "variants_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_events" ADD CONSTRAINT "run_events_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_metrics" ADD CONSTRAINT "run_metrics_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_points" ADD CONSTRAINT "metric_points_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "run_metrics"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_attempts" ADD CONSTRAINT "run_attempts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_tags" ADD CONSTRAINT "run_tags_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkpoints" ADD CONSTRAINT "checkpoints_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkpoints" ADD CONSTRAINT "checkpoints_blob_digest_fkey" FOREIGN KEY ("blob_digest") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_checkpoints" ADD CONSTRAINT "kept_checkpoints_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_checkpoints" ADD CONSTRAINT "kept_checkpoints_blob_digest_fkey" FOREIGN KEY ("blob_digest") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fork_points" ADD CONSTRAINT "fork_points_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fork_points" ADD CONSTRAINT "fork_points_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fork_points" ADD CONSTRAINT "fork_points_blob_digest_fkey" FOREIGN KEY ("blob_digest") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "versions" ADD CONSTRAINT "versions_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "versions" ADD CONSTRAINT "versions_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "versions" ADD CONSTRAINT "versions_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "versions" ADD CONSTRAINT "versions_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "versions" ADD CONSTRAINT "versions_artifact_digest_fkey" FOREIGN KEY ("artifact_digest") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_tags" ADD CONSTRAINT "version_tags_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_notes" ADD CONSTRAINT "version_notes_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alias_moves" ADD CONSTRAINT "alias_moves_alias_id_fkey" FOREIGN KEY ("alias_id") REFERENCES "aliases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alias_moves" ADD CONSTRAINT "alias_moves_from_version_id_fkey" FOREIGN KEY ("from_version_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alias_moves" ADD CONSTRAINT "alias_moves_to_version_id_fkey" FOREIGN KEY ("to_version_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_images" ADD CONSTRAINT "evaluation_images_evaluation_id_fkey" FOREIGN KEY ("evaluation_id") REFERENCES "evaluations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_features" ADD CONSTRAINT "evaluation_features_evaluation_id_fkey" FOREIGN KEY ("evaluation_id") REFERENCES "evaluations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ablations" ADD CONSTRAINT "ablations_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ablations" ADD CONSTRAINT "ablations_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ablation_runs" ADD CONSTRAINT "ablation_runs_ablation_id_fkey" FOREIGN KEY ("ablation_id") REFERENCES "ablations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ablation_runs" ADD CONSTRAINT "ablation_runs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_id_best_number_fkey" FOREIGN KEY ("id", "best_number") REFERENCES "sweep_trials"("sweep_id", "number") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "sweep_trials" ADD CONSTRAINT "sweep_trials_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweeps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_trials" ADD CONSTRAINT "sweep_trials_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_trials" ADD CONSTRAINT "sweep_trials_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_rungs" ADD CONSTRAINT "sweep_rungs_sweep_id_number_fkey" FOREIGN KEY ("sweep_id", "number") REFERENCES "sweep_trials"("sweep_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_feeds" ADD CONSTRAINT "sweep_feeds_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweeps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep_events" ADD CONSTRAINT "sweep_events_sweep_id_fkey" FOREIGN KEY ("sweep_id") REFERENCES "sweep_feeds"("sweep_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gates" ADD CONSTRAINT "gates_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_checks" ADD CONSTRAINT "gate_checks_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_pins" ADD CONSTRAINT "version_pins_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deleted_versions" ADD CONSTRAINT "deleted_versions_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "predictions" ADD CONSTRAINT "predictions_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "predictions" ADD CONSTRAINT "predictions_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "predictions" ADD CONSTRAINT "predictions_alias_id_fkey" FOREIGN KEY ("alias_id") REFERENCES "aliases"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "predictions" ADD CONSTRAINT "predictions_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_image_indexes" ADD CONSTRAINT "dataset_image_indexes_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dataset_image_digests" ADD CONSTRAINT "dataset_image_digests_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset_image_indexes"("dataset_id") ON DELETE CASCADE ON UPDATE CASCADE;
