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

  test("lets webhooks lead to private addresses only if it is told", () => {
    const name = "CONVZOO_WEBHOOK_PRIVATE_TARGETS";
    expect(readEnv({ [name]: "allow" }).webhookPrivateTargets).toBe(true);
    expect(readEnv({}).webhookPrivateTargets).toBe(false);
    expect(() => readEnv({ [name]: "yes" })).toThrow("must be allow or refuse: current value is yes");
  });

  test("reads the directories of datasets by their names, none by default", () => {
    const { datasetDirectories } = readEnv({
      CONVZOO_DATASET_DIRECTORIES: " pets = /data/pets; odd=/data/a=b ;",
    });
    expect([...datasetDirectories]).toEqual([
      ["pets", "/data/pets"],
      ["odd", "/data/a=b"],
    ]);
    expect(readEnv({}).datasetDirectories.size).toBe(0);
  });

  test.each(["pets", "=/data", "pets=", "pets=data", "pets=../data", "a=/b;a=/c"])(
    "refuses the directories %j",
    (text) => {
      expect(() => readEnv({ CONVZOO_DATASET_DIRECTORIES: text })).toThrow(
        `Cannot start as CONVZOO_DATASET_DIRECTORIES must be name=path pairs of different names and absolute paths, with semicolons between: current value is ${text}`,
      );
    },
  );

  test("reads the secret that paths are signed with, and does not repeat one that is too short", () => {
    const secret = "0123456789abcdef0123456789abcdef";
    expect(readEnv({ CONVZOO_SIGNING_SECRET: secret }).signingSecret).toBe(secret);
    expect(readEnv({}).signingSecret).toBeUndefined();
    expect(() => readEnv({ CONVZOO_SIGNING_SECRET: "hunter2" })).toThrow(
      /^Cannot start as CONVZOO_SIGNING_SECRET must have at least 32 characters: current value is kept secret$/,
    );
  });

  test("names the variable and the value that cannot be used", () => {
    expect(() => readEnv({ CONVZOO_LOG_LEVEL: "loud" })).toThrow(
      /^Cannot start as CONVZOO_LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent: current value is loud$/,
    );
  });
});
