import { type Database, describeUrl } from "./database.ts";

/**
 * Makes sure that a database has our tables.
 *
 * @throws {Error} In one sentence that says what to do.
 */
export async function checkMigrated({ pool, url }: Pick<Database, "pool" | "url">): Promise<void> {
  const { rows } = await pool.query<{ migrated: boolean }>(
    "select to_regclass('runs') is not null as migrated",
  );
  if (rows[0]?.migrated !== true) {
    throw new Error(
      `Cannot use the database at ${describeUrl(url)} as it must be migrated: run "convzoo migrate" first`,
    );
  }
}
