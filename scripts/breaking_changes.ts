/**
 * Names what a change of the API breaks for clients: fails unless docs/breaking_changes.md names it too.
 * Usage: node scripts/breaking_changes.ts [--base <commit>]
 * Without a base: HEAD if the schema differs from that, else the commit before it.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { unnamedBreaks } from "./gate/unnamed_breaks.ts";

const path = "packages/server/schema.graphql";
const { values } = parseArgs({ options: { base: { type: "string" } } });

/** The schema of a commit; undefined if there is no such commit here, as in a shallow clone. */
function schemaAt(commit: string): string | undefined {
  try {
    return execFileSync("git", ["show", `${commit}:${path}`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}

const current = readFileSync(path, "utf8");
const base = values.base ?? (schemaAt("HEAD") === current ? "HEAD^" : "HEAD");
const before = schemaAt(base);
if (before === undefined) {
  console.log(`Nothing to compare with, as there is no ${path} at ${base}`);
} else {
  const unnamed = unnamedBreaks(before, current, readFileSync("docs/breaking_changes.md", "utf8"));
  if (unnamed.length > 0) {
    console.log(`These break clients since ${base}; undo them, or name them in docs/breaking_changes.md:`);
    console.log(unnamed.map((line) => `- ${line}`).join("\n"));
    process.exitCode = 1;
  }
}
