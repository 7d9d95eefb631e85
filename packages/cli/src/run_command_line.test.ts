import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

function convzoo(...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { CONVZOO_DATABASE_URL: _, ...env } = process.env;
  return spawnSync(process.execPath, [main, ...words], { encoding: "utf8", env });
}

describe("convzoo", () => {
  test("describes itself and its commands", () => {
    const help = convzoo("--help");
    expect(help.status).toBe(0);
    for (const command of [
      "start",
      "server",
      "worker",
      "migrate",
      "runs",
      "datasets",
      "models",
      "variants",
      "versions",
      "aliases",
      "ablations",
      "sweeps",
      "acts",
    ]) {
      expect(help.stdout).toMatch(new RegExp(`^  ${command} +\\S`, "m"));
      const own = convzoo(command, "--help");
      expect(own).toMatchObject({ status: 0, stderr: "" });
      expect(own.stdout).toContain(`Usage: convzoo ${command} [options]`);
    }
    expect(convzoo("--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(convzoo().status).toBe(2);
  });

  test.each(["server", "worker", "migrate"])(
    "%s says in one sentence that the database is dead",
    (command) => {
      const { status, stdout, stderr } = convzoo(
        command,
        "--database-url",
        "postgres://u:secret@127.0.0.1:1/zoo",
      );
      expect({ status, stdout, stderr }).toEqual({
        status: 1,
        stdout: "",
        stderr: "Cannot use the database at 127.0.0.1:1/zoo as it must answer: connection refused\n",
      });
    },
  );

  test.each([
    [
      ["fly"],
      "Cannot run convzoo as the command must be one of start, server, worker, migrate, runs, datasets, models, variants, versions, aliases, ablations, sweeps, predict, evaluations, acts: current value is fly",
    ],
    [["toString"], "current value is toString"],
    [["start", "--fast"], "Cannot run \"convzoo start\": Unknown option '--fast'"],
    [
      ["start", "--port", "x"],
      "Cannot start as --port must be a whole number from 0 to 65535: current value is x",
    ],
    [
      ["start", "--epochs", "0"],
      "Cannot start as --epochs must be a whole number from 1 to 1000: current value is 0",
    ],
    [["sweep"], 'Cannot run "convzoo sweeps" as its action must be one of list, start, show, '],
    [["sweeps", "show"], 'Cannot run "convzoo sweeps show" as ID must follow'],
    [["sweeps", "start", "@no-such-file.json"], "no-such-file.json"],
    [["server"], 'Cannot run "convzoo server" as CONVZOO_DATABASE_URL must name a Postgres database'],
    [["worker"], 'Cannot run "convzoo worker" as CONVZOO_DATABASE_URL must name a Postgres database'],
    [["migrate"], 'Cannot run "convzoo migrate" as CONVZOO_DATABASE_URL must name a Postgres database'],
  ])("%j ends with exit code 1 and one sentence", (words, sentence) => {
    const { status, stdout, stderr } = convzoo(...words);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
