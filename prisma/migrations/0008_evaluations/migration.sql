-- CreateEnum
CREATE TYPE "dataset_split" AS ENUM ('TRAIN', 'TEST');

-- CreateEnum
CREATE TYPE "evaluation_state" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED');

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

-- CreateIndex
CREATE INDEX "evaluations_dataset_id_idx" ON "evaluations"("dataset_id");

-- CreateIndex
CREATE INDEX "evaluations_state_id_idx" ON "evaluations"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "evaluations_version_id_dataset_id_split_key" ON "evaluations"("version_id", "dataset_id", "split");

-- CreateIndex
CREATE INDEX "evaluation_images_evaluation_id_label_predicted_index_idx" ON "evaluation_images"("evaluation_id", "label", "predicted", "index");

-- CreateIndex
CREATE INDEX "evaluation_images_evaluation_id_label_score_index_idx" ON "evaluation_images"("evaluation_id", "label_score", "index");

-- AddForeignKey
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation_images" ADD CONSTRAINT "evaluation_images_evaluation_id_fkey" FOREIGN KEY ("evaluation_id") REFERENCES "evaluations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
