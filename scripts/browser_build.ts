/**
 * Writes what a browser loads to train and to predict, as one minified module, and says what it is made of.
 * Usage: node scripts/browser_build.ts [FILE]     FILE: dist/convzoo.js unless given
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildForBrowser } from "./browser_build/build_for_browser.ts";
import { bytesByRoom } from "./browser_build/bytes_by_room.ts";
import { root } from "./gate/run_command.ts";

const [, , file = join(root, "dist/convzoo.js")] = process.argv;
const { code, metafile } = await buildForBrowser();
await mkdir(dirname(file), { recursive: true });
await writeFile(file, code);
for (const { room, bytes } of bytesByRoom(metafile)) {
  console.log(`${String(bytes).padStart(8)}  ${room}`);
}
console.log(`${file}: ${code.length} bytes, ${gzipSync(code, { level: 9 }).length} gzipped`);
