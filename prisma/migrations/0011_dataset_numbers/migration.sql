-- DropIndex
DROP INDEX "datasets_name_key";

-- AlterTable
ALTER TABLE "datasets" ADD COLUMN     "number" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "actor" TEXT NOT NULL DEFAULT 'anonymous';

-- CreateIndex
CREATE UNIQUE INDEX "datasets_name_number_key" ON "datasets"("name", "number");

-- CreateIndex
CREATE UNIQUE INDEX "datasets_name_digest_key" ON "datasets"("name", "digest");

-- A dataset is frozen, whoever writes; so is what was measured of it.
CREATE TRIGGER datasets_never_change BEFORE UPDATE ON "datasets"
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dataset_facts_never_change BEFORE UPDATE ON "dataset_facts"
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
