import { describe, expect, test } from "vitest";
import { startLineProcess } from "./line_process.ts";

function startNode(program: string): ReturnType<typeof startLineProcess> {
  return startLineProcess({ command: process.execPath, args: ["-e", program] });
}

const doubler = `
  console.log(JSON.stringify({ name: "doubler" }));
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    console.log(JSON.stringify(2 * JSON.parse(line)));
  });`;

describe("startLineProcess()", () => {
  test("hears the first line and the answer to each message, in order", async () => {
    const child = startNode(doubler);
    expect(await child.ask()).toEqual({ name: "doubler" });
    expect(await child.ask(4)).toBe(8);
    expect(await child.ask(-1)).toBe(-2);
    await child.close();
  });

  test("hands it variables beside those of this process", async () => {
    const program = `console.log(JSON.stringify([process.env.GREETING, process.env.PATH]));`;
    const env = { GREETING: "hello" };
    const child = startLineProcess({ command: process.execPath, args: ["-e", program], env });
    expect(await child.ask()).toEqual(["hello", process.env["PATH"]]);
    await child.close();
  });

  test("tells the last words of a process that ends", async () => {
    const child = startNode(
      `process.stderr.write("first\\nNo module named tensorflow\\n"); process.exitCode = 1;`,
    );
    await expect(child.ask()).rejects.toThrow('it ended with "No module named tensorflow"');
    await expect(child.ask(1)).rejects.toThrow("it ended");
    await child.close();
  });

  test("tells that a program is not there", async () => {
    const child = startLineProcess({ command: "/nowhere/python", args: [] });
    await expect(child.ask()).rejects.toThrow("ENOENT");
    await child.close();
  });
});
