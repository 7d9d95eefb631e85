-- CreateEnum
CREATE TYPE "ablation_kind" AS ENUM ('LEAVE_ONE_OUT', 'ADD_ONE_IN');

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

-- CreateIndex
CREATE INDEX "ablations_variant_id_idx" ON "ablations"("variant_id");

-- CreateIndex
CREATE INDEX "ablations_dataset_id_idx" ON "ablations"("dataset_id");

-- CreateIndex
CREATE UNIQUE INDEX "ablation_runs_run_id_key" ON "ablation_runs"("run_id");

-- AddForeignKey
ALTER TABLE "ablations" ADD CONSTRAINT "ablations_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ablations" ADD CONSTRAINT "ablations_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ablation_runs" ADD CONSTRAINT "ablation_runs_ablation_id_fkey" FOREIGN KEY ("ablation_id") REFERENCES "ablations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ablation_runs" ADD CONSTRAINT "ablation_runs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
