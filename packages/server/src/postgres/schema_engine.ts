import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { MigrationAdapterFactory } from "./migration_adapter.ts";

type Glue = typeof import("@prisma/schema-engine-wasm");

/** What the JavaScript glue of the engine has beside its public names. */
interface GlueInternals {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

const engineKey: unique symbol = Symbol.for("convzoo.schemaEngine");

/**
 * Where the loaded engine is kept: with the process and not with this module, of which a test runner may make several
 * while the engine's own package stays one.
 */
const loaded = globalThis as { [engineKey]?: Promise<Glue> };

/**
 * Runs an action on Prisma's schema engine (its WebAssembly build, so no native program is downloaded).
 *
 * The engine's lock on the migrations is held by its connections, so they are closed before this returns.
 *
 * @param url The database that the engine works on; it makes and drops databases beside it for comparisons.
 * @param schema The text of schema.prisma.
 */
export async function withSchemaEngine<Result>(
  url: string,
  schema: string,
  action: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loaded[engineKey] ??= load();
  const glue = await loaded[engineKey];
  const factory = new MigrationAdapterFactory(url);
  try {
    const engine = await glue.SchemaEngine.new(
      { datamodels: [["schema.prisma", schema]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    return await action(engine);
  } finally {
    await factory.close();
  }
}

/** Loads the engine once per process: a second copy of the module would take the first one's memory from it. */
async function load(): Promise<Glue> {
  const name = "@prisma/schema-engine-wasm/schema_engine_bg";
  const directory = dirname(createRequire(import.meta.url).resolve(name));
  const glue = (await import(name)) as Glue & GlueInternals;
  const module = await WebAssembly.compile(await readFile(join(directory, "schema_engine_bg.wasm")));
  const namespaces = new Set(WebAssembly.Module.imports(module).map((entry) => entry.module));
  const imports = Object.fromEntries([...namespaces].map((namespace) => [namespace, glue]));
  const instance = await WebAssembly.instantiate(module, imports as unknown as WebAssembly.Imports);
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as (() => void) | undefined)?.();
  const panics: string[] = [];
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => panics.push(message) },
  });
  return glue;
}
