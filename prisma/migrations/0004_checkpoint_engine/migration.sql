-- AlterTable
ALTER TABLE "checkpoints" ADD COLUMN     "engine_version" TEXT NOT NULL DEFAULT '';
