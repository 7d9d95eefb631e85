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

  test("reads the hosts of webhooks: all by default, none of an empty list", () => {
    const name = "CONVZOO_WEBHOOK_HOSTS";
    expect(readEnv({ [name]: "Hooks.example.com, *.corp.example\n10.0.0.7" }).webhookHosts).toEqual([
      "hooks.example.com",
      "*.corp.example",
      "10.0.0.7",
    ]);
    expect(readEnv({}).webhookHosts).toBeUndefined();
    expect(readEnv({ [name]: "" }).webhookHosts).toEqual([]);
  });

  test.each(["https://example.com", "*", "a..b", "*.*.b", "example.com:80"])(
    "refuses the hosts %j",
    (hosts) => {
      expect(() => readEnv({ CONVZOO_WEBHOOK_HOSTS: hosts })).toThrow(
        `Cannot start as CONVZOO_WEBHOOK_HOSTS must be names of hosts, or *. and a domain, with commas between: current value is ${hosts}`,
      );
    },
  );

  test("reads for how many days webhooks are remembered", () => {
    expect(readEnv({ CONVZOO_WEBHOOK_HISTORY_DAYS: "7" }).webhookHistoryDays).toBe(7);
    expect(readEnv({}).webhookHistoryDays).toBe(30);
    expect(() => readEnv({ CONVZOO_WEBHOOK_HISTORY_DAYS: "0" })).toThrow(
      "from 1 to 3650: current value is 0",
    );
  });

  test("reads keys by their names, in order, and repeats none that is not valid", () => {
    const [one, two] = [1, 2].map((byte) => Buffer.alloc(32, byte));
    const text = `new=${one!.toString("base64")}; old=${two!.toString("base64")}`;
    expect([...readEnv({ CONVZOO_SECRET_KEYS: text }).secretKeys]).toEqual([
      ["new", one],
      ["old", two],
    ]);
    expect(readEnv({}).secretKeys.size).toBe(0);
    for (const wrong of [
      "hunter2",
      "a=hunter2",
      `a=${one!.toString("base64").slice(4)}`,
      `${text};new=${one!.toString("base64")}`,
    ]) {
      expect(() => readEnv({ CONVZOO_SECRET_KEYS: wrong })).toThrow(/current value is kept secret$/);
    }
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

  test("says whether, how long and how many predictions are kept", () => {
    expect(readEnv({}).predictions).toEqual({ keep: true, days: 90, most: 1_000_000 });
    expect(
      readEnv({
        CONVZOO_PREDICTIONS: "drop",
        CONVZOO_PREDICTION_DAYS: "7",
        CONVZOO_PREDICTION_COUNT: "5000",
      }).predictions,
    ).toEqual({ keep: false, days: 7, most: 5000 });
    for (const [name, value, rule] of [
      ["CONVZOO_PREDICTIONS", "yes", "must be keep or drop"],
      ["CONVZOO_PREDICTION_DAYS", "0", "must be a whole number from 1 to 3650"],
      ["CONVZOO_PREDICTION_COUNT", "1.5", "must be a whole number from 1 to 1000000000"],
    ] as const) {
      const message = `Cannot start as ${name} ${rule}: current value is ${value}`;
      expect(() => readEnv({ [name]: value })).toThrow(message);
    }
  });
});
