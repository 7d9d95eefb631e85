/**
 * Writes what a browser loads to train and to predict, as one minified module, and says what it is made of.
 * Usage: node scripts/browser_build.ts [--out FILE] [--recipe FILE]
 * With a recipe (as in recipes/: JSON with `model` and `train`) it has the layers and techniques that this one names, and no others.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { parseModelSpec, parseTrainSpec } from "@convzoo/core";
import { buildForBrowser } from "./browser_build/build_for_browser.ts";
import { bytesByRoom } from "./browser_build/bytes_by_room.ts";
import type { Variant } from "./browser_build/keep_named.ts";
import { root } from "./gate/run_command.ts";

async function readVariant(path: string): Promise<Variant> {
  const { model, train } = JSON.parse(await readFile(path, "utf8")) as Partial<Variant>;
  return { model: parseModelSpec(model), train: parseTrainSpec(train) };
}

const { values } = parseArgs({
  options: { out: { type: "string", default: join(root, "dist/convzoo.js") }, recipe: { type: "string" } },
});
const { out, recipe } = values;
const { code, metafile } = await buildForBrowser(
  recipe === undefined ? {} : { variant: await readVariant(recipe) },
);
await mkdir(dirname(out), { recursive: true });
await writeFile(out, code);
for (const { room, bytes } of bytesByRoom(metafile)) {
  console.log(`${String(bytes).padStart(8)}  ${room}`);
}
console.log(`${out}: ${code.length} bytes, ${gzipSync(code, { level: 9 }).length} gzipped`);
