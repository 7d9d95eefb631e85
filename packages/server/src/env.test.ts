import { availableParallelism } from "node:os";
import { describe, expect, test } from "vitest";
import { readEnv } from "./env.ts";

describe("readEnv()", () => {
  test("reads the level of the log", () => {
    expect(readEnv({ CONVZOO_LOG_LEVEL: "warn" })).toMatchObject({ logLevel: "warn" });
  });

  test("reads the threads of a training, as many as there are processors unless it is told", () => {
    expect(readEnv({ CONVZOO_TRAINING_THREADS: "3" })).toMatchObject({ trainingThreads: 3 });
    expect(readEnv({})).toMatchObject({ trainingThreads: availableParallelism() });
  });

  test.each(["0", "1.5", "two", ""])("refuses %j threads", (threads) => {
    expect(() => readEnv({ CONVZOO_TRAINING_THREADS: threads })).toThrow(
      `Cannot start as CONVZOO_TRAINING_THREADS must be a whole number of at least 1: current value is ${threads}`,
    );
  });

  test("reads the header that says who asks, and believes none by default", () => {
    expect(readEnv({ CONVZOO_ACTOR_HEADER: "x-user" })).toMatchObject({ actorHeader: "x-user" });
    expect(readEnv({}).actorHeader).toBeUndefined();
    expect(() => readEnv({ CONVZOO_ACTOR_HEADER: "x user" })).toThrow("must be the name of a header");
  });

  test("names the variable and the value that cannot be used", () => {
    expect(() => readEnv({ CONVZOO_LOG_LEVEL: "loud" })).toThrow(
      /^Cannot start as CONVZOO_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent: current value is loud$/,
    );
  });
});
