-- AlterTable
ALTER TABLE "models" ADD COLUMN     "actor" TEXT NOT NULL DEFAULT 'anonymous';

-- AlterTable
ALTER TABLE "variants" ADD COLUMN     "actor" TEXT NOT NULL DEFAULT 'anonymous';

-- AlterTable
ALTER TABLE "versions" ADD COLUMN     "actor" TEXT NOT NULL DEFAULT 'anonymous';

-- CreateTable
CREATE TABLE "version_tags" (
    "version_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_tags_pkey" PRIMARY KEY ("version_id","name")
);

-- CreateTable
CREATE TABLE "version_notes" (
    "version_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "actor" TEXT NOT NULL DEFAULT 'anonymous',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "version_notes_pkey" PRIMARY KEY ("version_id")
);

-- CreateTable
CREATE TABLE "aliases" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "model_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version_id" TEXT,
    "move_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "aliases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alias_moves" (
    "id" TEXT NOT NULL DEFAULT (uuidv7())::text,
    "alias_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "from_version_id" TEXT,
    "to_version_id" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alias_moves_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "version_tags_name_version_id_idx" ON "version_tags"("name", "version_id");

-- CreateIndex
CREATE INDEX "aliases_version_id_idx" ON "aliases"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "aliases_model_id_name_key" ON "aliases"("model_id", "name");

-- CreateIndex
CREATE INDEX "alias_moves_from_version_id_idx" ON "alias_moves"("from_version_id");

-- CreateIndex
CREATE INDEX "alias_moves_to_version_id_idx" ON "alias_moves"("to_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "alias_moves_alias_id_sequence_key" ON "alias_moves"("alias_id", "sequence");

-- AddForeignKey
ALTER TABLE "version_tags" ADD CONSTRAINT "version_tags_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "version_notes" ADD CONSTRAINT "version_notes_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aliases" ADD CONSTRAINT "aliases_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alias_moves" ADD CONSTRAINT "alias_moves_alias_id_fkey" FOREIGN KEY ("alias_id") REFERENCES "aliases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alias_moves" ADD CONSTRAINT "alias_moves_from_version_id_fkey" FOREIGN KEY ("from_version_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alias_moves" ADD CONSTRAINT "alias_moves_to_version_id_fkey" FOREIGN KEY ("to_version_id") REFERENCES "versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a version is never changes, whoever writes; a second write of other bytes under its digest is refused as well.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Cannot change a row of % as it must stay as it was written', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER versions_never_change BEFORE UPDATE ON "versions"
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alias_moves_never_change BEFORE UPDATE ON "alias_moves"
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER alias_moves_stay BEFORE DELETE ON "alias_moves"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER blobs_never_change BEFORE UPDATE ON "blobs"
  FOR EACH ROW WHEN (OLD.digest IS DISTINCT FROM NEW.digest OR OLD.size IS DISTINCT FROM NEW.size)
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER blob_chunks_never_change BEFORE UPDATE ON "blob_chunks"
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION refuse_change();
