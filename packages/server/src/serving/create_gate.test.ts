import { describe, expect, test } from "vitest";
import { createGate } from "./create_gate.ts";

describe("createGate()", () => {
  test("lets so many through at a time, in order, also past those that fail", async () => {
    const gate = createGate(2);
    const open: PromiseWithResolvers<void>[] = [];
    const started: number[] = [];
    const all = [0, 1, 2, 3].map((index) =>
      gate(async () => {
        started.push(index);
        const one = Promise.withResolvers<void>();
        open[index] = one;
        await one.promise;
        return index;
      }),
    );
    expect(started).toEqual([0, 1]);
    open[1]!.reject(new Error("no"));
    await expect(all[1]).rejects.toThrow("no");
    expect(started).toEqual([0, 1, 2]);
    open[0]!.resolve();
    expect(await all[0]).toBe(0);
    expect(started).toEqual([0, 1, 2, 3]);
    open[2]!.resolve();
    open[3]!.resolve();
    expect(await Promise.all([all[2], all[3]])).toEqual([2, 3]);
    expect(await gate(async () => "free again")).toBe("free again");
  });
});
