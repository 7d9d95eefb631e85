-- CreateTable
CREATE TABLE "gates" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "model_id" TEXT NOT NULL,
    "alias_name" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate_checks" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "model_id" TEXT NOT NULL,
    "alias_name" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "outcomes" JSONB NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gate_checks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "gates_model_id_alias_name_key" ON "gates"("model_id", "alias_name");

-- CreateIndex
CREATE INDEX "gate_checks_model_id_alias_name_id_idx" ON "gate_checks"("model_id", "alias_name", "id");

-- AddForeignKey
ALTER TABLE "gates" ADD CONSTRAINT "gates_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_checks" ADD CONSTRAINT "gate_checks_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
