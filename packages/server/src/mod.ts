/**
 * The server of ConvZoo and its workers, as functions.
 * @module
 */
export { runWorker } from "./jobs/run_worker.ts";
export { checkDatabase } from "./postgres/database.ts";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "./postgres/embedded.ts";
export { deployMigrations, type MigrateOptions } from "./postgres/migrate.ts";
export { type RunningServer, type ServerOptions, startServer } from "./start_server.ts";
