import { describe, expect, test } from "vitest";
import { runCommand } from "./run_command.ts";

describe("runCommand()", () => {
  test("runs tools under the Node that runs the gate", async () => {
    const { ok, output } = await runCommand(["node", "--print", "process.version"]);
    expect({ ok, output }).toEqual({ ok: true, output: `${process.version}\n` });
  });

  test("finds the pinned tools", async () => {
    expect((await runCommand(["biome", "--version"])).output).toMatch(/^Version: \d/);
  });

  test("keeps both streams of a command that fails", async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    const { ok, output } = await runCommand(["node", "--eval", script]);
    expect({ ok, lines: output.trim().split("\n").sort() }).toEqual({ ok: false, lines: ["err", "out"] });
  });

  test("fails for a program that is not there", async () => {
    const { ok, output } = await runCommand(["no-such-program"]);
    expect(ok).toBe(false);
    expect(output).toContain("no-such-program");
  });

  test("fails for a program that a signal ends", async () => {
    expect((await runCommand(["node", "--eval", "process.kill(process.pid)"])).ok).toBe(false);
  });

  test("gives no input to wait for", async () => {
    const { output } = await runCommand([
      "node",
      "--eval",
      'process.stdin.resume().on("end", () => console.log("end"))',
    ]);
    expect(output).toBe("end\n");
  });
});
