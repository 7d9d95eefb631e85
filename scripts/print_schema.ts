/**
 * Writes the API's schema to packages/server/schema.graphql.
 * Usage: node scripts/print_schema.ts
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { printApi } from "../packages/server/src/schema/schema.ts";

const { values } = parseArgs({ options: { help: { type: "boolean" } } });

if (values.help === true) {
  console.log("Usage: node scripts/print_schema.ts");
} else {
  await writeFile(new URL("../packages/server/schema.graphql", import.meta.url), printApi());
}
