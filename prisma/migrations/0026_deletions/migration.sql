-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "act_kind" ADD VALUE 'RUN_DELETED';
ALTER TYPE "act_kind" ADD VALUE 'SWEEP_DELETED';
ALTER TYPE "act_kind" ADD VALUE 'ABLATION_DELETED';
ALTER TYPE "act_kind" ADD VALUE 'VARIANT_DELETED';
ALTER TYPE "act_kind" ADD VALUE 'MODEL_DELETED';
ALTER TYPE "act_kind" ADD VALUE 'DATASET_DELETED';

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

-- CreateIndex
CREATE UNIQUE INDEX "deleted_datasets_name_number_key" ON "deleted_datasets"("name", "number");
