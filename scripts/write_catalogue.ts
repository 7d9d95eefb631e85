/**
 * Writes the catalogue's pages to docs/catalogue/, in place of what was there.
 * Usage: node scripts/write_catalogue.ts
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { cataloguePages } from "./catalogue_pages/catalogue_pages.ts";
import { readMeasurements } from "./catalogue_pages/measurements.ts";
import { readPretrainingRows } from "./catalogue_pages/pretraining_rows.ts";

const { values } = parseArgs({ options: { help: { type: "boolean" } } });

if (values.help === true) {
  console.log("Usage: node scripts/write_catalogue.ts");
} else {
  const docs = new URL("../docs/", import.meta.url);
  const measured = (name: string): URL => new URL(`measurements/${name}.json`, docs);
  const { rows, unmeasured } = await readMeasurements(["ablation_full", "ablation"].map(measured));
  const pretrained = await readPretrainingRows(measured("label_efficiency"));
  const folder = new URL("catalogue/", docs);
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of cataloguePages({ rows: [...rows, ...pretrained], unmeasured })) {
    const file = new URL(path, folder);
    await mkdir(new URL(".", file), { recursive: true });
    await writeFile(file, text);
  }
}
