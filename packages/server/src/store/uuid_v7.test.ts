import { describe, expect, test } from "vitest";
import { createUuidMaker, firstUuidOf } from "./uuid_v7.ts";

describe("createUuidMaker()", () => {
  test("makes ids in order, also many in a millisecond and while the clock is set back", () => {
    const maker = createUuidMaker();
    const times = [...Array(5000).fill(1000), 1003, 900, 900, 2000];
    const ids = times.map((time) => maker.next(time));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});

describe("firstUuidOf()", () => {
  test("parts the ids of a time from those before it", () => {
    const [before, at] = [
      createUuidMaker().next(1_700_000_000_122),
      createUuidMaker().next(1_700_000_000_123),
    ];
    const border = firstUuidOf(new Date(1_700_000_000_123));
    expect(before < border).toBe(true);
    expect(border <= at).toBe(true);
  });

  test("takes times that no clock shows", () => {
    expect(firstUuidOf(new Date(-5))).toBe("00000000-0000-0000-0000-000000000000");
    expect(firstUuidOf(new Date(8.64e15))).toMatch(/^[0-9a-f-]{36}$/);
  });
});
