import { describe, expect, test } from "vitest";
import { philoxBits } from "../graph/philox.ts";
import { sha256 } from "../spec/sha256.ts";
import { resize } from "./resize.ts";

function noise(size: number): Uint8Array {
  return Uint8Array.from(philoxBits({ seed: 5, stream: 0, step: 0 }, size), (word) => word >>> 24);
}

describe("resize()", () => {
  test("resize() interpolates between pixel centres when it enlarges", () => {
    // centres of 4 in 2 pixels: -0.25, 0.25, 0.75, 1.25 from the first; outside the first and last, the edge
    const data = Uint8Array.of(0, 100);
    expect(resize({ width: 2, height: 1, channels: 1, data }, { width: 4, height: 1 })).toEqual(
      Uint8Array.of(0, 25, 75, 100),
    );
  });

  test("resize() averages under a triangle when it shrinks", () => {
    // weights of 4 pixels for the first of 2: distances 0.5, 0.5, 1.5 and 2.5 of 2 give 3, 3, 1, 0 in sevenths
    const data = Uint8Array.of(70, 140, 210, 0);
    expect(resize({ width: 4, height: 1, channels: 1, data }, { width: 2, height: 1 })).toEqual(
      Uint8Array.of(120, 110),
    );
  });

  test("resize() treats rows as columns, and each channel on its own", () => {
    const column = resize(
      { width: 1, height: 2, channels: 2, data: Uint8Array.of(0, 200, 100, 0) },
      { width: 1, height: 4 },
    );
    expect(column).toEqual(Uint8Array.of(0, 200, 25, 150, 75, 50, 100, 0));
  });

  test("resize() keeps an even image even, whatever the sizes", () => {
    for (const [from, to] of [
      [7, 28],
      [28, 7],
      [333, 28],
      [1, 28],
      [28, 1],
      [29, 28],
    ] as const) {
      const data = new Uint8Array(from * from).fill(201);
      const result = resize({ width: from, height: from, channels: 1, data }, { width: to, height: to });
      expect(result).toEqual(new Uint8Array(to * to).fill(201));
    }
  });

  test("resize() mirrors with its image", () => {
    const data = noise(37);
    const mirrored = data.slice().reverse();
    const size = { width: 10, height: 1 };
    const result = resize({ width: 37, height: 1, channels: 1, data }, size);
    expect(resize({ width: 37, height: 1, channels: 1, data: mirrored }, size)).toEqual(result.reverse());
  });

  test("resize() gives the same bytes on every runtime", async () => {
    const data = noise(100 * 75 * 3);
    const result = resize({ width: 100, height: 75, channels: 3, data }, { width: 28, height: 32 });
    expect(result.length).toBe(28 * 32 * 3);
    expect(await sha256(result)).toBe("455a5e55107812521474b8fb73cca870a334bbd791ab29d2b24e9b5331f5d8fd");
  });
});
