-- CreateEnum
CREATE TYPE "feature_state" AS ENUM ('KEPT', 'NO_LAYER', 'TOO_LARGE');

-- AlterTable
ALTER TABLE "evaluations" ADD COLUMN     "feature_state" "feature_state";

-- CreateTable
CREATE TABLE "evaluation_features" (
    "evaluation_id" TEXT NOT NULL,
    "first" INTEGER NOT NULL,
    "length" INTEGER NOT NULL,
    "vectors" BYTEA NOT NULL,

    CONSTRAINT "evaluation_features_pkey" PRIMARY KEY ("evaluation_id","first")
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

-- AddForeignKey
ALTER TABLE "evaluation_features" ADD CONSTRAINT "evaluation_features_evaluation_id_fkey" FOREIGN KEY ("evaluation_id") REFERENCES "evaluations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
