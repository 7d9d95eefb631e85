import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MigrationList } from "@prisma/schema-engine-wasm";

/** The repository's folder with schema.prisma, schema.sql and migrations/. */
export const prismaDirectory: string = fileURLToPath(new URL("../../../../prisma", import.meta.url));

/** What the schema engine needs to know: the schema and the numbered migrations that lead to it. */
export interface MigrationSource {
  readonly schema: string;
  readonly list: MigrationList;
}

/** Reads the schema and all migrations, in the order of their names. */
export async function readMigrations(directory: string = prismaDirectory): Promise<MigrationSource> {
  const baseDir = join(directory, "migrations");
  const names = (await readdir(baseDir, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: await readFile(join(baseDir, name, "migration.sql"), "utf8"),
        },
      },
    })),
  );
  return {
    schema: await readFile(join(directory, "schema.prisma"), "utf8"),
    list: {
      baseDir,
      lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
      shadowDbInitScript: "",
      migrationDirectories,
    },
  };
}

/** Writes a migration under the next number; `0003_add_alias` follows `0002_...`. */
export async function writeMigration(source: MigrationSource, name: string, sql: string): Promise<string> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error(`Cannot make a migration as its name must be snake_case: current value is ${name}`);
  }
  const last = source.list.migrationDirectories.at(-1)?.path ?? "0000";
  const number = String(Number.parseInt(last, 10) + 1).padStart(4, "0");
  const path = join(source.list.baseDir, `${number}_${name}`, "migration.sql");
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, sql);
  return `${number}_${name}`;
}
