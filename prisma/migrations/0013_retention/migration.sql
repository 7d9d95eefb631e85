-- CreateTable
CREATE TABLE "version_pins" (
    "version_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_pins_pkey" PRIMARY KEY ("version_id")
);

-- CreateTable
CREATE TABLE "deleted_versions" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deleted_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "deleted_versions_model_id_id_idx" ON "deleted_versions"("model_id", "id");

-- AddForeignKey
ALTER TABLE "version_pins" ADD CONSTRAINT "version_pins_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deleted_versions" ADD CONSTRAINT "deleted_versions_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
