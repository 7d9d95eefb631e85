-- AlterTable
ALTER TABLE "evaluations" ADD COLUMN     "attempts_before" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "features_asked_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "evaluations_features_asked_at_idx" ON "evaluations"("features_asked_at");
