import { describe, expect, test } from "vitest";
import { collect } from "../testing/fake_server.ts";
import { iteratePages, type Page, type PageOptions, pageVariables } from "./pages.ts";

function numberPages(total: number): { load(options: PageOptions): Promise<Page<number>>; asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    async load({ first = 50, after }) {
      asked.push({ first, after });
      const start = Number(after ?? 0);
      const end = Math.min(start + first, total);
      const items = Array.from({ length: end - start }, (_, index) => start + index);
      const [startCursor, endCursor] = items.length > 0 ? [String(start), String(end)] : [null, null];
      return { items, startCursor, endCursor, hasNextPage: end < total, hasPreviousPage: start > 0 };
    },
  };
}

describe("iteratePages()", () => {
  test.each([0, 1, 2, 3, 4, 5])("gives all of %i items once and in order", async (total) => {
    const pages = numberPages(total);
    const items = await collect(iteratePages((options) => pages.load(options), { pageSize: 2 }));
    expect(items).toEqual(Array.from({ length: total }, (_, index) => index));
    expect(pages.asked).toHaveLength(Math.max(1, Math.ceil(total / 2)));
  });

  test("gets no page that the loop does not reach", async () => {
    const pages = numberPages(100);
    for await (const item of iteratePages((options) => pages.load(options), { pageSize: 10 })) {
      if (item === 12) {
        break;
      }
    }
    expect(pages.asked).toEqual([
      { first: 10, after: null },
      { first: 10, after: "10" },
    ]);
  });
});

describe("pageVariables()", () => {
  test.each([
    [{}, { first: 50, after: null, last: null, before: null }],
    [
      { first: 3, after: "a" },
      { first: 3, after: "a", last: null, before: null },
    ],
    [
      { last: 2, before: "b" },
      { first: null, after: null, last: 2, before: "b" },
    ],
    // That both are too many is for the server to say.
    [
      { first: 1, last: 2 },
      { first: 1, after: null, last: 2, before: null },
    ],
  ])("makes of %j what lists take", (options, variables) => {
    expect(pageVariables(options)).toEqual(variables);
  });
});
