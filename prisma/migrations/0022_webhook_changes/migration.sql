-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "changed_at" TIMESTAMPTZ(3),
ADD COLUMN     "changed_by" TEXT;
