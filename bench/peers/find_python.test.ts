import { describe, expect, test } from "vitest";
import { findPython } from "./find_python.ts";

describe("findPython()", () => {
  test("takes the program that is named", () => {
    expect(findPython(process.execPath)).toBe(process.execPath);
  });

  test("says in one line how to make one where it is missing", () => {
    const message = (() => {
      try {
        return findPython("/nowhere/python");
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).not.toContain("\n");
    expect(message).toContain("there must be a Python at /nowhere/python");
    expect(message).toContain("bench/peers/.venv/bin/pip install -r bench/peers/requirements.txt");
  });
});
