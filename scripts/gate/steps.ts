/** One check of the gate: a command that ends with 0 when all is well. */
export interface GateStep {
  readonly name: string;
  readonly command: readonly string[];
}

/** The check that regenerates files; it runs before the others, which read them. */
export const freshnessStep: GateStep = {
  name: "generated files are fresh",
  command: ["node", "scripts/generate.ts", "--check"],
};

/** Checks that only read: they run side by side. */
export const readingSteps: readonly GateStep[] = [
  { name: "format and lint", command: ["biome", "ci", "--diagnostic-level=warn", "--error-on-warnings"] },
  { name: "types of core", command: ["tsc", "-p", "packages/core"] },
  { name: "types of server", command: ["tsc", "-p", "packages/server"] },
  { name: "types of client", command: ["tsc", "-p", "packages/client"] },
  { name: "types of cli", command: ["tsc", "-p", "packages/cli"] },
  { name: "types of scripts, bench and test", command: ["tsc", "-p", "."] },
  { name: "import rules", command: ["depcruise", "packages", "scripts", "bench", "test"] },
  { name: "unused code and dependencies", command: ["knip", "--treat-config-hints-as-errors"] },
  {
    name: "migrations make the schema, and schema.sql shows it",
    command: ["node", "scripts/migrate.ts", "check"],
  },
  { name: "breaking changes of the API are named", command: ["node", "scripts/breaking_changes.ts"] },
  { name: "core under Deno: types", command: ["deno", "check", "packages/core/src/mod.ts"] },
  { name: "core under Deno: lint", command: ["deno", "lint", "--quiet", "packages/core/src"] },
  {
    name: "core for JSR: dry run",
    // dirty: the gate also runs before a commit; no check: types have their own step
    command: [
      "deno",
      "publish",
      "--config=packages/core/jsr.json",
      "--dry-run",
      "--allow-dirty",
      "--no-check",
      "--quiet",
    ],
  },
];

/** Runs every test and leaves vitest's report at `report`. */
export function testCommand(report: string): readonly string[] {
  return [
    "vitest",
    "run",
    "--silent=passed-only",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
}
