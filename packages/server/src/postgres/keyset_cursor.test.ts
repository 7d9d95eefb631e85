import { describe, expect, test } from "vitest";
import { behindIds } from "./keyset_cursor.ts";

const page = { cursor: { id: "b" }, skip: 1, take: 3, orderBy: { id: "desc" } };

describe("behindIds()", () => {
  test.each([
    ["forward from new to old", page, { lt: "b" }],
    ["backward from new to old", { ...page, take: -3 }, { gt: "b" }],
    ["forward from old to new", { ...page, orderBy: { id: "asc" } }, { gt: "b" }],
    ["backward from old to new", { ...page, orderBy: { id: "asc" }, take: -3 }, { lt: "b" }],
  ])("begins behind the id, %s", (_, args, id) => {
    const { take, orderBy } = args;
    expect(behindIds(args)).toEqual({ take, orderBy, where: { id } });
  });

  test("keeps the other conditions, and finds pages within others", () => {
    const where = { modelId: "m", createdAt: { lt: new Date(0) } };
    expect(behindIds({ where: { id: "x" }, include: { runs: { ...page, where }, model: true } })).toEqual({
      where: { id: "x" },
      include: {
        model: true,
        runs: { take: 3, orderBy: page.orderBy, where: { AND: [where, { id: { lt: "b" } }] } },
      },
    });
  });

  test("leaves pages of other orders, and what is no page", () => {
    for (const args of [
      { ...page, orderBy: { sequence: "desc" } },
      { ...page, cursor: { a_b: { a: 1, b: 2 } } },
      { take: 3 },
      { data: [{ bytes: Buffer.from("a"), at: new Date(0) }] },
      undefined,
    ]) {
      expect(behindIds(args)).toEqual(args);
    }
  });
});
