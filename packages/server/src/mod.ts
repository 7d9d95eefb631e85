/**
 * The server of ConvZoo and its workers, as functions.
 * @module
 */
export { checkDatabase } from "./postgres/database.ts";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "./postgres/embedded.ts";
export { deployMigrations, type MigrateOptions } from "./postgres/migrate.ts";
export { type RunningServer, type ServerOptions, startServer } from "./start_server.ts";
export { startWorker, type WorkerOptions } from "./start_worker.ts";
