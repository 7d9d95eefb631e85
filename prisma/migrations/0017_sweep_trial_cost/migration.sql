-- AlterTable
ALTER TABLE "sweep_trials" ADD COLUMN     "cost" DOUBLE PRECISION;

-- CreateIndex
CREATE INDEX "sweep_trials_sweep_id_cost_number_idx" ON "sweep_trials"("sweep_id", "cost", "number");
