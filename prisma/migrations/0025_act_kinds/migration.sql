-- CreateIndex
CREATE INDEX "acts_kind_id_idx" ON "acts"("kind", "id");
