import { prismaDirectory, readMigrations, writeMigration } from "./migrations.ts";
import { withSchemaEngine } from "./schema_engine.ts";

const filters = { externalTables: [], externalEnums: [] };

/** Options of every migration command. */
export interface MigrateOptions {
  /** The folder with schema.prisma and migrations/. @default {the repository's prisma/} */
  readonly directory?: string | undefined;
}

/**
 * Applies the migrations that a database has not had yet, each as one transaction.
 *
 * Several processes may do this at once: one applies, the others wait and find nothing to do.
 *
 * @returns The names of the migrations that were applied now.
 * @throws {Error} If a migration fails; the database is then as after the one before it, and a corrected migration of
 * the same name is applied by the next call.
 */
export async function deployMigrations(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { schema, list } = await readMigrations(options.directory);
  return await withSchemaEngine(url, schema, async (engine) => {
    try {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: list, filters });
      return appliedMigrationNames;
    } catch (error) {
      const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
        migrationsList: list,
        optInToShadowDatabase: false,
        filters,
      });
      for (const migrationName of failedMigrationNames) {
        await engine.markMigrationRolledBack({ migrationName });
      }
      throw error;
    }
  });
}

/**
 * Computes the SQL that leads from the migrations to schema.prisma.
 *
 * @param url A Postgres on which a scratch database can be made; the database that it names is not touched.
 * @returns The SQL, or undefined if the migrations make exactly the schema.
 */
export async function findDrift(url: string, options: MigrateOptions = {}): Promise<string | undefined> {
  const { schema, list } = await readMigrations(options.directory);
  const result = await withSchemaEngine(url, schema, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...list },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
      script: true,
      exitCode: true,
      filters,
    }),
  );
  return result.exitCode === 0 ? undefined : (result.stdout ?? "");
}

/**
 * Writes the migration that leads from the existing ones to schema.prisma.
 *
 * @returns Its name, or undefined if there is nothing to do.
 */
export async function createMigration(
  url: string,
  name: string,
  options: MigrateOptions = {},
): Promise<string | undefined> {
  const sql = await findDrift(url, options);
  return sql === undefined
    ? undefined
    : await writeMigration(await readMigrations(options.directory), name, sql);
}

/** Writes out the whole schema as SQL, for people who read its changes in a review. */
export async function dumpSchema(url: string, options: MigrateOptions = {}): Promise<string> {
  const { schema } = await readMigrations(options.directory ?? prismaDirectory);
  const result = await withSchemaEngine(url, schema, (engine) =>
    engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
      script: true,
      exitCode: false,
      filters,
    }),
  );
  return `-- Generated from schema.prisma by \`pnpm migrate dump\`: do not edit\n\n${result.stdout ?? ""}`;
}
