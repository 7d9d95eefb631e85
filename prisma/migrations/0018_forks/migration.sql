-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "keep_checkpoints" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "kept_checkpoints" (
    "run_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "engine_version" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "best_epoch" INTEGER,
    "blob_digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kept_checkpoints_pkey" PRIMARY KEY ("run_id","epoch")
);

-- CreateTable
CREATE TABLE "fork_points" (
    "run_id" TEXT NOT NULL,
    "variant_id" TEXT NOT NULL,
    "engine_version" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "best_epoch" INTEGER,
    "blob_digest" TEXT NOT NULL,

    CONSTRAINT "fork_points_pkey" PRIMARY KEY ("run_id")
);

-- CreateIndex
CREATE INDEX "kept_checkpoints_blob_digest_idx" ON "kept_checkpoints"("blob_digest");

-- CreateIndex
CREATE INDEX "fork_points_variant_id_idx" ON "fork_points"("variant_id");

-- CreateIndex
CREATE INDEX "fork_points_blob_digest_idx" ON "fork_points"("blob_digest");

-- AddForeignKey
ALTER TABLE "kept_checkpoints" ADD CONSTRAINT "kept_checkpoints_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kept_checkpoints" ADD CONSTRAINT "kept_checkpoints_blob_digest_fkey" FOREIGN KEY ("blob_digest") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fork_points" ADD CONSTRAINT "fork_points_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fork_points" ADD CONSTRAINT "fork_points_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fork_points" ADD CONSTRAINT "fork_points_blob_digest_fkey" FOREIGN KEY ("blob_digest") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;
