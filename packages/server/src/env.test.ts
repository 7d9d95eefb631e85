import { describe, expect, test } from "vitest";
import { readEnv } from "./env.ts";

describe("readEnv()", () => {
  test("reads the level of the log", () => {
    expect(readEnv({ CONVZOO_LOG_LEVEL: "warn" })).toEqual({ logLevel: "warn" });
  });

  test("names the variable and the value that cannot be used", () => {
    expect(() => readEnv({ CONVZOO_LOG_LEVEL: "loud" })).toThrow(
      /^Cannot start as CONVZOO_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent: current value is loud$/,
    );
  });
});
