-- CreateEnum
CREATE TYPE "run_origin_kind" AS ENUM ('RETRY', 'FORK', 'REPRODUCTION');

-- AlterEnum
ALTER TYPE "run_state" ADD VALUE 'PAUSED';

-- AlterTable
-- What was one row an epoch becomes one row a metric, with its latest value, and one narrow row a point.
ALTER TABLE "run_metrics" RENAME TO "run_epoch_metrics";
ALTER TABLE "run_epoch_metrics" RENAME CONSTRAINT "run_metrics_pkey" TO "run_epoch_metrics_pkey";
ALTER TABLE "run_epoch_metrics" RENAME CONSTRAINT "run_metrics_run_id_fkey" TO "run_epoch_metrics_run_id_fkey";

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

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "actor" TEXT NOT NULL DEFAULT 'anonymous',
ADD COLUMN     "engine_version" TEXT,
ADD COLUMN     "machine" TEXT,
ADD COLUMN     "origin_id" TEXT,
ADD COLUMN     "origin_kind" "run_origin_kind",
ADD COLUMN     "pause_requested_at" TIMESTAMPTZ(3);

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

-- CreateIndex
CREATE INDEX "run_tags_name_run_id_idx" ON "run_tags"("name", "run_id");

-- CreateIndex
CREATE INDEX "run_events_run_id_type_sequence_idx" ON "run_events"("run_id", "type", "sequence");

-- CreateIndex
CREATE INDEX "run_metrics_name_value_run_id_idx" ON "run_metrics"("name", "value", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_metrics_run_id_name_key" ON "run_metrics"("run_id", "name");

-- CreateIndex
CREATE INDEX "runs_origin_id_idx" ON "runs"("origin_id");

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_origin_id_fkey" FOREIGN KEY ("origin_id") REFERENCES "runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_points" ADD CONSTRAINT "metric_points_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "run_metrics"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_attempts" ADD CONSTRAINT "run_attempts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_tags" ADD CONSTRAINT "run_tags_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_metrics" ADD CONSTRAINT "run_metrics_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The figures that there are: an epoch's step follows from what the run told when it began.
CREATE TEMPORARY TABLE "old_points" ON COMMIT DROP AS
SELECT old.run_id, old.name, greatest(run.attempt, 1) AS attempt, old.epoch, old.value,
  old.epoch * coalesce((
    SELECT (event.payload ->> 'stepsPerEpoch')::int FROM run_events event
    WHERE event.run_id = old.run_id AND event.type = 'RunStarted' LIMIT 1
  ), 1) AS step
FROM run_epoch_metrics old JOIN runs run ON run.id = old.run_id;

INSERT INTO "run_metrics" (run_id, name, value, step, epoch, attempt)
SELECT DISTINCT ON (run_id, name) run_id, name, value, step, epoch, attempt
FROM "old_points" ORDER BY run_id, name, epoch DESC;

INSERT INTO "metric_points" (metric_id, attempt, step, epoch, value)
SELECT metric.id, point.attempt, point.step, point.epoch, point.value
FROM "old_points" point JOIN "run_metrics" metric USING (run_id, name);

DROP TABLE "run_epoch_metrics";
