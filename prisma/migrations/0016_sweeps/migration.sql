-- CreateEnum
CREATE TYPE "sweep_state" AS ENUM ('RUNNING', 'PAUSED', 'FINISHED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "sweep_end" AS ENUM ('MAX_TRIALS', 'MAX_EPOCHS', 'SPACE_EXHAUSTED');

-- CreateEnum
CREATE TYPE "sweep_trial_state" AS ENUM ('RUNNING', 'FINISHED', 'STOPPED', 'FAILED', 'CANCELED');

-- AlterEnum
ALTER TYPE "webhook_topic" ADD VALUE 'SWEEP';

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
    "value" DOUBLE PRECISION NOT NULL,
    "cut" DOUBLE PRECISION NOT NULL,
    "count" INTEGER NOT NULL,
    "is_kept" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sweep_rungs_pkey" PRIMARY KEY ("sweep_id","number","epoch")
);

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
CREATE INDEX "sweep_trials_variant_id_idx" ON "sweep_trials"("variant_id");

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

CREATE FUNCTION tell_of_sweep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_webhooks('SWEEP', 'sweep.' || lower(NEW.state::text), NEW.actor, jsonb_build_object(
    'sweepId', 'Sweep_' || NEW.id, 'name', NEW.name, 'state', NEW.state, 'endReason', NEW.end_reason, 'bestNumber', NEW.best_number,
    'failureCode', NEW.failure_code));
  RETURN NULL;
END $$;
CREATE TRIGGER sweeps_tell_of_birth AFTER INSERT ON "sweeps" FOR EACH ROW EXECUTE FUNCTION tell_of_sweep();
CREATE TRIGGER sweeps_tell_of_state AFTER UPDATE OF state ON "sweeps"
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION tell_of_sweep();
