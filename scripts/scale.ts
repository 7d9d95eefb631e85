/**
 * Measures the API on a large zoo, made from a seed on a scratch Postgres.
 * Usage: pnpm scale            20,000 runs, 2 million points, 200,000 predictions
 *        pnpm scale --small    a zoo that is made in a moment
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../packages/server/src/postgres/database.ts";
import { startEmbeddedPostgres } from "../packages/server/src/postgres/embedded.ts";
import { deployMigrations } from "../packages/server/src/postgres/migrate.ts";
import { measureZoo } from "./scale/measure_zoo.ts";
import { fullZoo, seedZoo, smallZoo } from "./scale/seed_zoo.ts";

// The log of requests would hide what is measured; the level is read when the server's modules are loaded.
process.env["CONVZOO_LOG_LEVEL"] ??= "silent";
const { startServer } = await import("../packages/server/src/start_server.ts");

const { values } = parseArgs({
  options: { small: { type: "boolean", default: false }, help: { type: "boolean" } },
});

if (values.help === true) {
  console.log("Usage: pnpm scale [--small]");
} else {
  process.exitCode = (await scale(values.small)) ? 0 : 1;
}

/** @returns Whether all is as fast as it should be. */
async function scale(small: boolean): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), "convzoo-scale-"));
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, durable: false });
  try {
    await deployMigrations(postgres.url);
    const database = await openDatabase(postgres.url);
    const started = performance.now();
    await seedZoo(database, small ? smallZoo : fullZoo);
    await database.close();
    console.log(`Made the zoo in ${Math.round((performance.now() - started) / 1000)} s`);
    const server = await startServer({ databaseUrl: postgres.url, host: "127.0.0.1", port: 0 });
    try {
      const results = await measureZoo(server.url, { repetitions: small ? 5 : 40 });
      console.table(results);
      return results.every(({ p95, limit }) => p95 < limit);
    } finally {
      await server.close();
    }
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
