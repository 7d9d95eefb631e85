import { NotFoundError } from "../errors/not_found_error.ts";
import type { Database } from "../postgres/database.ts";
import { findVariant } from "../store/find_variant.ts";
import { diffSpecs, type SpecChange } from "./diff_specs.ts";

/**
 * The changes that make one variant of another.
 *
 * @throws {NotFoundError} If there is no such variant.
 */
export async function diffVariants(
  { database }: { readonly database: Database },
  { beforeId, afterId }: { readonly beforeId: string; readonly afterId: string },
): Promise<SpecChange[]> {
  const [before, after] = await Promise.all(
    [beforeId, afterId].map(async (id) => {
      const variant = await findVariant(database.pool, id);
      if (variant === undefined) {
        throw new NotFoundError("variant", id);
      }
      return variant;
    }),
  );
  return [
    ...diffSpecs(before!.modelSpec, after!.modelSpec, "spec"),
    ...diffSpecs(before!.trainSpec, after!.trainSpec, "train"),
  ];
}
