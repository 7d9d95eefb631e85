import { describe, expect, test } from "vitest";
import { absentContestant, processContestant } from "./process_contestant.ts";

const course = { batchSize: 64, steps: 10, warmUpSteps: 3 };

function node(introduction: object, program: string): { command: string; args: string[] } {
  const source = `
    console.log(${JSON.stringify(JSON.stringify(introduction))});
    let all = 0;
    require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const { steps } = JSON.parse(line);
      ${program}
    });`;
  return { command: process.execPath, args: ["-e", source] };
}

describe("processContestant()", () => {
  test("asks for the steps of the warm-up, then of each round behind some that do not count, and tells images a second", async () => {
    const introduction = { name: "counter", threads: 3 };
    const count = `all += steps; console.log(JSON.stringify({ seconds: steps / 5, peakMemory: all }));`;
    const contestant = processContestant(node(introduction, count), course);
    expect(await contestant.warmUp()).toEqual(introduction);
    // 10 steps of 64 images in 2 seconds; 3 + 1 + 10 steps so far
    expect(await contestant.round()).toEqual({ speed: 320, peakMemory: 14 });
    await contestant.close();
  });

  test("asks nothing of one that is absent", async () => {
    const contestant = processContestant(node({ absent: "no torch" }, `process.exit(1);`), course);
    expect(await contestant.warmUp()).toEqual({ absent: "no torch" });
    await contestant.close();
  });

  test("closes what was never started", async () => {
    await expect(
      processContestant({ command: "/nowhere", args: [] }, course).close(),
    ).resolves.toBeUndefined();
  });
});

describe("absentContestant()", () => {
  test("says why", async () => {
    expect(await absentContestant("no package").warmUp()).toEqual({ absent: "no package" });
  });
});
