import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { coreImports, importRules, serverImports } from "./import_rules.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));

/** One import that is wrong for one reason: the file that makes it, what it imports, the rule that must say so. */
interface Offence {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
}

const offences: readonly Offence[] = [
  { rule: "no-circular", file: "packages/core/src/spec/first.ts", imports: "./second.ts" },
  { rule: "not-resolvable", file: "packages/cli/src/lost.ts", imports: "./nowhere.ts" },
  { rule: "core-alone", file: "packages/core/src/data/reads_a_disk.ts", imports: "node:fs" },
  { rule: "client-alone", file: "packages/client/src/knows_core.ts", imports: "../../core/src/mod.ts" },
  { rule: "client-anywhere", file: "packages/client/src/reads_a_disk.ts", imports: "node:fs" },
  {
    rule: "server-below-cli",
    file: "packages/server/src/schema/prints.ts",
    imports: "../../../cli/src/main.ts",
  },
  {
    rule: "public-names",
    file: "packages/server/src/services/peeks.ts",
    imports: "../../../core/src/spec/second.ts",
  },
  { rule: "testing-for-tests", file: "packages/cli/src/cheats.ts", imports: "../../core/src/testing/mod.ts" },
  { rule: "tests-not-imported", file: "packages/cli/src/borrows.ts", imports: "./main.test.ts" },
  { rule: "core-unlisted-room", file: "packages/core/src/misc/thing.ts", imports: "../spec/second.ts" },
  { rule: "server-unlisted-room", file: "packages/server/src/misc/thing.ts", imports: "../mod.ts" },
  ...Object.keys(coreImports).map((room) => climbs("core", room)),
  ...Object.keys(serverImports).map((room) => climbs("server", room)),
];

/** A room that imports the package's own front door, which stands above every room. */
function climbs(prefix: string, room: string): Offence {
  return {
    rule: `${prefix}-${room}`,
    file: `packages/${prefix}/src/${room}/climbs.ts`,
    imports: "../mod.ts",
  };
}

const harmless: Readonly<Record<string, string>> = {
  "packages/core/src/mod.ts": "export {};\n",
  "packages/core/src/testing/mod.ts": "export {};\n",
  "packages/core/src/spec/second.ts": 'import "./first.ts";\n',
  "packages/core/src/layers/allowed.ts": 'import "../graph/op.ts";\n',
  "packages/core/src/graph/op.ts": 'import type { Node } from "./node.ts";\nexport type Op = Node;\n',
  "packages/core/src/graph/node.ts": 'import type { Op } from "./op.ts";\nexport type Node = Op;\n',
  "packages/core/src/graph/op.test.ts": 'import "node:fs";\nimport "../testing/mod.ts";\n',
  "packages/server/src/mod.ts": "export {};\n",
  "packages/server/src/schema/allowed.ts": 'import "../services/allowed.ts";\n',
  "packages/server/src/services/allowed.ts": 'import "../../../core/src/mod.ts";\n',
  "packages/cli/src/main.ts": 'import "../../core/src/mod.ts";\n',
  "packages/cli/src/main.test.ts": "export {};\n",
};

let folder: string;
let found: Set<string>;

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** Runs dependency-cruiser as the gate does, in a folder of its own. */
async function cruise(): Promise<ICruiseResult> {
  const bin = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const config = join(root, ".dependency-cruiser.mjs");
  const output = await run(process.execPath, [bin, "--config", config, "--output-type", "json", "packages"], {
    cwd: folder,
    maxBuffer: 1e8,
  }).catch((error: { stdout: string }) => error);
  return JSON.parse(output.stdout) as ICruiseResult;
}

describe("importRules", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "convzoo-imports-"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    for (const [path, text] of Object.entries(harmless)) {
      await write(path, text);
    }
    for (const { file, imports } of offences) {
      await write(file, `import "${imports}";\n`);
    }
    const { violations } = (await cruise()).summary;
    found = new Set(violations.map((one) => `${one.rule.name}: ${one.from}`));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test.each(offences)("$rule reports $file", ({ rule, file }) => {
    expect(found).toContain(`${rule}: ${file}`);
  });

  test("every rule has an import that breaks it", () => {
    const tried = new Set(offences.map(({ rule }) => rule));
    expect(importRules.map(({ name }) => name).filter((name) => !tried.has(name ?? ""))).toEqual([]);
  });

  test("allowed imports, a cycle of types and what tests import are left alone", () => {
    const offenders = new Set(offences.map(({ file }) => file));
    const accused = [...found].map((line) => line.slice(line.indexOf(": ") + 2));
    expect(accused.filter((file) => !offenders.has(file))).toEqual([]);
  });

  test("docs/architecture.md shows the same tables", async () => {
    // The formatter pads the columns.
    const page = (await readFile(join(root, "docs/architecture.md"), "utf8")).replaceAll(/ +/g, " ");
    for (const table of [coreImports, serverImports]) {
      for (const [room, allowed] of Object.entries(table)) {
        expect(page).toContain(
          `| \`${room}\` | ${allowed.map((name) => `\`${name}\``).join(", ") || "nothing"} |`,
        );
      }
    }
  });
});
