-- CreateTable
CREATE TABLE "dataset_facts" (
    "dataset_id" TEXT NOT NULL,
    "facts" JSONB NOT NULL,

    CONSTRAINT "dataset_facts_pkey" PRIMARY KEY ("dataset_id")
);

-- AddForeignKey
ALTER TABLE "dataset_facts" ADD CONSTRAINT "dataset_facts_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "datasets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
