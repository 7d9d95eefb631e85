-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "parent_id" TEXT;

-- CreateIndex
CREATE INDEX "runs_parent_id_idx" ON "runs"("parent_id");

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
