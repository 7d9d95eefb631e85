import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { composeFilterGradient } from "./compose_filter_gradient.ts";
import type { Core, Layers, Tfjs } from "./tfjs.ts";

/** The ways of TensorFlow.js to compute, as `--way` names them. */
export type TfjsWay = "wasm" | "node";

const own = fileURLToPath(new URL("tfjs/node_modules", import.meta.url));

/** The folder with the packages of tfjs/package.json: CONVZOO_PEERS_NODE_MODULES, or bench/peers/tfjs/node_modules. */
function tfjsFolder(named: string | undefined = process.env["CONVZOO_PEERS_NODE_MODULES"]): string {
  return named === undefined || named === "" ? own : named;
}

/** Functions that tfjs-node calls and Node 23 has dropped. */
function bringBackOldFunctions(): void {
  const old = util as { isNullOrUndefined?: unknown; isArray?: unknown };
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  old.isArray ??= Array.isArray;
}

/**
 * Loads TensorFlow.js from the folder of the peers.
 * @returns It, or why it cannot be loaded.
 */
export async function loadTfjs(
  way: TfjsWay,
  folder: string = tfjsFolder(),
): Promise<Tfjs | { readonly absent: string }> {
  const name = way === "node" ? "@tensorflow/tfjs-node" : "@tensorflow/tfjs-backend-wasm";
  if (!existsSync(join(folder, name))) {
    return {
      absent: `there must be ${name} in ${folder} (CONVZOO_PEERS_NODE_MODULES names another folder): install it by npm ci --prefix bench/peers/tfjs${way === "node" ? ", which leaves it out where its build of TensorFlow cannot be downloaded" : ""}`,
    };
  }
  const require = createRequire(join(folder, "any.js"));
  if (way === "node") {
    bringBackOldFunctions();
    const all = require(name) as Core & Layers & { readonly version: Readonly<Record<string, string>> };
    return { core: all, layers: all, name: `TensorFlow.js ${all.version["tfjs"]}, tfjs-node` };
  }
  const load = (part: string): unknown => require(`@tensorflow/tfjs-${part}`);
  const core = load("core") as Core;
  // registers gradients too
  const layers = load("layers") as Layers;
  load("backend-cpu");
  load("backend-wasm");
  await core.setBackend("wasm");
  await core.ready();
  composeFilterGradient(core);
  return { core, layers, name: `TensorFlow.js ${core.version_core}, wasm` };
}
