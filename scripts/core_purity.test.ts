import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findImpurities, type Impurity, purityExceptions } from "./core_purity.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

function usesOf(text: string): string[] {
  return findImpurities("sample.ts", text).map(({ use }) => use);
}

/** All of core, tests and test helpers apart. */
async function readCore(): Promise<Impurity[]> {
  const found: Impurity[] = [];
  for await (const path of glob("packages/core/src/**/*.ts", { cwd: root })) {
    const file = path.replaceAll("\\", "/");
    if (!/\.test(-d)?\.ts$|^packages\/core\/src\/testing\//.test(file)) {
      found.push(...findImpurities(file, await readFile(join(root, path), "utf8")));
    }
  }
  return found;
}

describe("findImpurities()", () => {
  test.each([
    ["const x = Math.random();", "Math.random"],
    ["const x = Math.exp(1);", "Math.exp"],
    ["const x = Math.pow(2, 3);", "Math.pow"],
    ["const x = rate ** step;", "**"],
    ["rate **= 2;", "**"],
    ["const { exp } = Math;", "Math"],
    ["const x = Math[name];", "Math"],
    ["const x = process.env;", "process"],
    ["use(window);", "window"],
    ["const x = Buffer.from([]);", "Buffer"],
    ["const x = Date.now();", "Date"],
    ["const x = new Date();", "Date"],
    ['import { readFile } from "node:fs";', "node:fs"],
    ['const fs = await import("node:fs");', "node:fs"],
    ["const x = crypto.randomUUID();", "randomUUID"],
    ["names.sort((a, b) => a.localeCompare(b));", "localeCompare"],
  ])("reports %s", (text, use) => {
    expect(usesOf(text)).toEqual([use]);
  });

  test.each([
    "const x = Math.sqrt(2) + Math.max(1, 2) * Math.PI;",
    "const x = 2 ** 32;",
    "const x = 2 ** -23;",
    "// Math.random() and process.env",
    'const x = "Math.exp";',
    "const x = { process: 1, Buffer: 2 };",
    "const x = job.process;",
    "function area(window: number): number { return window * window; }",
    "const { window } = options; use(window);",
    "function f(process: number): void {}",
    "function f(x: Date): Buffer | undefined { return undefined; }",
  ])("leaves %s alone", (text) => {
    expect(usesOf(text)).toEqual([]);
  });

  test("says the line", () => {
    expect(findImpurities("a.ts", "\n\nMath.random();\n")).toEqual([
      { file: "a.ts", line: 3, use: "Math.random" },
    ]);
  });
});

describe("packages/core/src", () => {
  test("uses nothing that could give other bits elsewhere", async () => {
    const excused = new Set(purityExceptions.map(({ file, use }) => `${file} ${use}`));
    const left = (await readCore()).filter(({ file, use }) => !excused.has(`${file} ${use}`));
    expect(left.map(({ file, line, use }) => `${file}:${line} uses ${use}`)).toEqual([]);
  });

  test("needs every exception of purityExceptions", async () => {
    const used = new Set((await readCore()).map(({ file, use }) => `${file} ${use}`));
    expect(purityExceptions.filter(({ file, use }) => !used.has(`${file} ${use}`))).toEqual([]);
  });
});
