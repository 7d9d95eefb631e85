-- AlterEnum
ALTER TYPE "dataset_split" ADD VALUE 'VALIDATION';

-- AlterTable
ALTER TABLE "datasets" ADD COLUMN     "validation_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "validation_images" TEXT,
ADD COLUMN     "validation_labels" TEXT;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_validation_images_fkey" FOREIGN KEY ("validation_images") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_validation_labels_fkey" FOREIGN KEY ("validation_labels") REFERENCES "blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;
