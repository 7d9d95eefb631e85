import { describe, expect, test } from "vitest";
import { collect } from "../testing/fake_server.ts";
import { iteratePages, type Page, type PageOptions } from "./pages.ts";

function numberPages(total: number): { load(options: PageOptions): Promise<Page<number>>; asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    async load({ first = 50, after }) {
      asked.push({ first, after });
      const start = Number(after ?? 0);
      const end = Math.min(start + first, total);
      const items = Array.from({ length: end - start }, (_, index) => start + index);
      return { items, endCursor: items.length > 0 ? String(end) : null, hasNextPage: end < total };
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
