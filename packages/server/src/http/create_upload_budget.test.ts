import { describe, expect, test } from "vitest";
import { createUploadBudget } from "./create_upload_budget.ts";

describe("createUploadBudget()", () => {
  test("has room again once bytes are given back, and only once", () => {
    const budget = createUploadBudget(10);
    const giveBack = budget.take(6)!;
    expect(budget.take(5)).toBeUndefined();
    expect(budget.take(4)).toBeDefined();
    giveBack();
    giveBack();
    expect(budget.take(7)).toBeUndefined();
    expect(budget.take(6)).toBeDefined();
  });
});
