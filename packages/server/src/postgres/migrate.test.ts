import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmptyDatabase } from "../testing/test_database.ts";
import { createMigration, deployMigrations, findDrift } from "./migrate.ts";
import { prismaDirectory } from "./migrations.ts";

const schema = (fields: string): string => `datasource db {\n  provider = "postgresql"\n}\n
model Animal {\n  id Int @id\n  ${fields}\n}\n`;

describe("migrations", () => {
  let directory: string;
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "convzoo-migrations-"));
    await mkdir(join(directory, "migrations"));
    database = await createEmptyDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  });

  test("createMigration() numbers what deployMigrations() then applies once", async () => {
    await writeFile(join(directory, "schema.prisma"), schema("name String"));
    expect(await createMigration(database.url, "init", { directory })).toBe("0001_init");
    expect(await createMigration(database.url, "again", { directory })).toBeUndefined();
    expect(await deployMigrations(database.url, { directory })).toEqual(["0001_init"]);
    expect(await deployMigrations(database.url, { directory })).toEqual([]);
  });

  test("findDrift() shows a schema change that no migration makes", async () => {
    await writeFile(join(directory, "schema.prisma"), schema("name String\n  legs Int"));
    expect(await findDrift(database.url, { directory })).toContain('ADD COLUMN     "legs" INTEGER');
    expect(await createMigration(database.url, "legs", { directory })).toBe("0002_legs");
    expect(await findDrift(database.url, { directory })).toBeUndefined();
  });

  test("deployMigrations() applies a migration once when three processes start together", async () => {
    const applied = await Promise.all([1, 2, 3].map(() => deployMigrations(database.url, { directory })));
    expect(applied.flat()).toEqual(["0002_legs"]);
  });

  test("deployMigrations() leaves nothing of a migration that fails, and applies its correction", async () => {
    const folder = join(directory, "migrations", "0003_broken");
    await mkdir(folder);
    try {
      await writeFile(join(folder, "migration.sql"), "create table half (id int); select * from nowhere;");
      await expect(deployMigrations(database.url, { directory })).rejects.toThrow(/nowhere/);
      await writeFile(join(folder, "migration.sql"), "create table half (id int);");
      expect(await deployMigrations(database.url, { directory })).toEqual(["0003_broken"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("deployMigrations() runs a function body with semicolons whole", async () => {
    const folder = join(directory, "migrations", "0004_function");
    await mkdir(folder);
    await writeFile(
      join(folder, "migration.sql"),
      "create function two() returns int language plpgsql as $$ begin perform 1; return 2; end $$;",
    );
    const other = await createEmptyDatabase();
    try {
      await deployMigrations(other.url, { directory });
      const client = new pg.Client({ connectionString: other.url });
      await client.connect();
      expect((await client.query("select two() as two")).rows).toEqual([{ two: 2 }]);
      await client.end();
    } finally {
      await other.drop();
      await rm(folder, { recursive: true });
    }
  });

  test("createMigration() refuses a name that is not snake_case", async () => {
    await writeFile(join(directory, "schema.prisma"), schema("name String"));
    await expect(createMigration(database.url, "../evil", { directory })).rejects.toThrow(
      "Cannot make a migration as its name must be snake_case: current value is ../evil",
    );
  });
});

test("the repository's migrations make exactly its schema", async () => {
  const database = await createEmptyDatabase();
  const directory = await mkdtemp(join(tmpdir(), "convzoo-prisma-"));
  try {
    await cp(prismaDirectory, directory, { recursive: true });
    expect(await findDrift(database.url, { directory })).toBeUndefined();
  } finally {
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  }
});
