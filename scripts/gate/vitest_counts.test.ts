import { describe, expect, test } from "vitest";
import { addCounts, countVitest, formatCounts, type VitestReport } from "./vitest_counts.ts";

const clean: VitestReport = {
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
};

describe("countVitest()", () => {
  test("takes the report's own numbers", () => {
    expect(countVitest(clean)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  test("counts a failing test once, not its file too", () => {
    const report: VitestReport = {
      ...clean,
      success: false,
      numFailedTests: 1,
      testResults: [{ status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] }],
    };
    expect(countVitest(report).failed).toBe(1);
  });

  test("counts a file that does not load", () => {
    const report: VitestReport = {
      ...clean,
      success: false,
      testResults: [{ status: "failed", assertionResults: [] }],
    };
    expect(countVitest(report).failed).toBe(1);
  });

  test("counts a file whose hook throws and skips its tests", () => {
    const report: VitestReport = {
      ...clean,
      success: false,
      testResults: [{ status: "failed", assertionResults: [{ status: "skipped" }] }],
    };
    expect(countVitest(report).failed).toBe(1);
  });

  test("counts a run that fails although every test passed", () => {
    expect(countVitest({ ...clean, success: false }).failed).toBe(1);
  });

  test("counts a run without a report as a failure", () => {
    expect(countVitest(undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("formatCounts()", () => {
  test("leaves out skipped when nothing was", () => {
    expect(formatCounts({ passed: 2, failed: 1, skipped: 0 })).toBe("2 passed, 1 failed");
  });

  test("names what was skipped", () => {
    const counts = addCounts({ passed: 2, failed: 0, skipped: 1 }, { passed: 5, failed: 0, skipped: 2 });
    expect(formatCounts(counts)).toBe("7 passed, 0 failed, 3 skipped");
  });
});
