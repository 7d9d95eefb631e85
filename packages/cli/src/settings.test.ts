import { afterEach, describe, expect, test, vi } from "vitest";
import { checkDatabaseUrl, parseWhole, readDatabaseUrl, readPort } from "./settings.ts";

afterEach(() => vi.unstubAllEnvs());

describe("readPort()", () => {
  test("takes the command line before the environment before the default", () => {
    vi.stubEnv("CONVZOO_PORT", "");
    expect(readPort({})).toBe(4000);
    vi.stubEnv("CONVZOO_PORT", "5000");
    expect(readPort({})).toBe(5000);
    expect(readPort({ port: "0" })).toBe(0);
  });

  test.each(["-1", "65536", "4000.5", "4e3", "x", " 1"])("refuses %j", (port) => {
    expect(() => readPort({ port })).toThrow(
      `Cannot start as --port must be a whole number from 0 to 65535: current value is ${port}`,
    );
  });
});

describe("readPort() of the environment", () => {
  test("names the variable, not an option that nobody gave", () => {
    vi.stubEnv("CONVZOO_PORT", "nonsense");
    expect(() => readPort({})).toThrow(
      "Cannot start as CONVZOO_PORT must be a whole number from 0 to 65535: current value is nonsense",
    );
  });
});

describe("parseWhole()", () => {
  test("refuses nothing at all", () => {
    expect(() => parseWhole("--epochs", "", { minimum: 0, maximum: 9 })).toThrow(RangeError);
  });
});

describe("readDatabaseUrl()", () => {
  test("says that there is none", () => {
    vi.stubEnv("CONVZOO_DATABASE_URL", "");
    expect(() => readDatabaseUrl({}, "worker")).toThrow(
      'Cannot run "convzoo worker" as CONVZOO_DATABASE_URL must name a Postgres database',
    );
  });
});

describe("checkDatabaseUrl()", () => {
  test.each(["mysql://u:secret@h/d", "localhost", "u:secret@h"])("refuses %j without repeating it", (url) => {
    const error = (() => {
      try {
        return checkDatabaseUrl(url);
      } catch (reason) {
        return (reason as Error).message;
      }
    })();
    expect(error).toMatch(/^Cannot use CONVZOO_DATABASE_URL/);
    expect(error).not.toContain("secret");
  });

  test("takes both names of the protocol", () => {
    expect(checkDatabaseUrl("postgres://h/d")).toBe("postgres://h/d");
    expect(checkDatabaseUrl("postgresql://h/d")).toBe("postgresql://h/d");
  });
});
