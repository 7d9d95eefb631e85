import { availableParallelism } from "node:os";
import { isAbsolute } from "node:path";
import { z } from "zod";

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const notAThreadCount = { error: "must be a whole number of at least 1" };

/** Takes `name=value` pairs apart; undefined if a value is not valid, or a name is none or there twice. */
function parsePairs(
  text: string,
  isValid: (value: string) => boolean,
): ReadonlyMap<string, string> | undefined {
  const pairs = text
    .split(";")
    .filter((pair) => pair.trim() !== "")
    .map((pair): [string, string] => {
      const at = pair.indexOf("=");
      return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
    });
  const values = new Map(pairs);
  const areValid = pairs.every(([name, value]) => name !== "" && isValid(value));
  return areValid && values.size === pairs.length ? values : undefined;
}

/** 32 bytes, which is what AES-256 takes. */
const base64Key = /^[A-Za-z0-9+/]{43}=$/;

/** The name of a host, or `*.` and the name of a domain. */
const hostPattern = /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$|^[0-9a-f:]+$/;

const notADayCount = { error: "must be a whole number from 1 to 3650" };

const notACount = { error: "must be a whole number from 1 to 1000000000" };

const settings = z.object({
  CONVZOO_LOG_LEVEL: z
    .enum(levels, { error: `must be one of ${levels.join(", ")}` })
    // Tests look at what they test; whoever wants to see their logs as well sets the level.
    .default(process.env["VITEST"] === undefined ? "info" : "silent"),
  CONVZOO_TRAINING_THREADS: z.coerce
    .number(notAThreadCount)
    .int(notAThreadCount)
    .min(1, notAThreadCount)
    .default(availableParallelism()),
  CONVZOO_ACTOR_HEADER: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/i, { error: "must be the name of a header" })
    .optional(),
  CONVZOO_DATASET_DIRECTORIES: z
    .string()
    .default("")
    .transform((text, context) => {
      const directories = parsePairs(text, isAbsolute);
      if (directories === undefined) {
        const message =
          "must be name=path pairs of different names and absolute paths, with semicolons between";
        context.addIssue({ code: "custom", message });
        return z.NEVER;
      }
      return directories;
    }),
  CONVZOO_WEBHOOK_PRIVATE_TARGETS: z
    .enum(["allow", "refuse"], { error: "must be allow or refuse" })
    .default("refuse"),
  CONVZOO_WEBHOOK_HOSTS: z
    .string()
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[,;\s]+/)
        .filter((host) => host !== ""),
    )
    .refine((hosts) => hosts.every((host) => hostPattern.test(host)), {
      error: "must be names of hosts, or *. and a domain, with commas between",
    })
    .optional(),
  CONVZOO_WEBHOOK_HISTORY_DAYS: z.coerce
    .number(notADayCount)
    .int(notADayCount)
    .min(1, notADayCount)
    .max(3650, notADayCount)
    .default(30),
  CONVZOO_SECRET_KEYS: z
    .string()
    .default("")
    .transform((text, context) => {
      const keys = parsePairs(text, (value) => base64Key.test(value));
      if (keys === undefined) {
        const message =
          "must be name=key pairs of different names, each key 32 bytes in Base64, with semicolons between";
        context.addIssue({ code: "custom", message });
        return z.NEVER;
      }
      return new Map([...keys].map(([name, key]) => [name, Buffer.from(key, "base64")]));
    }),
  CONVZOO_PREDICTIONS: z.enum(["keep", "drop"], { error: "must be keep or drop" }).default("keep"),
  CONVZOO_PREDICTION_DAYS: z.coerce
    .number(notADayCount)
    .int(notADayCount)
    .min(1, notADayCount)
    .max(3650, notADayCount)
    .default(90),
  CONVZOO_PREDICTION_COUNT: z.coerce
    .number(notACount)
    .int(notACount)
    .min(1, notACount)
    .max(1_000_000_000, notACount)
    .default(1_000_000),
  CONVZOO_SIGNING_SECRET: z.string().min(32, { error: "must have at least 32 characters" }).optional(),
});

/** What the environment may set for every process of the server. */
export interface Env {
  readonly logLevel: z.infer<typeof settings>["CONVZOO_LOG_LEVEL"];
  /** Threads that a training computes on; its results do not depend on them. */
  readonly trainingThreads: number;
  /**
   * The header in which a proxy in front of the server says who asks, such as `x-forwarded-user`. Set it only if nobody
   * reaches the server but through that proxy: the header is believed.
   */
  readonly actorHeader: string | undefined;
  /** Absolute paths of the directories that datasets may be read from, by the names that clients send. */
  readonly datasetDirectories: ReadonlyMap<string, string>;
  /** What the paths of pictures are signed with. Servers of one database share it; without it, each makes its own. */
  readonly signingSecret: string | undefined;
  /** Whether webhooks may lead to private, loopback, link-local and other addresses that are not public. */
  readonly webhookPrivateTargets: boolean;
  /** Hosts that webhooks may lead to, in lower case; `*.` stands for any subdomain. Undefined: all. */
  readonly webhookHosts: readonly string[] | undefined;
  /** Days for which it is kept what webhooks were sent. */
  readonly webhookHistoryDays: number;
  /** Whether predictions are kept, for how many days, and how many. */
  readonly predictions: { readonly keep: boolean; readonly days: number; readonly most: number };
  /** Keys of 32 bytes by their names: the first encrypts what is secret, the others still decrypt. */
  readonly secretKeys: ReadonlyMap<string, Uint8Array>;
}

/** Settings whose values are never repeated. */
const secrets: ReadonlySet<string> = new Set(["CONVZOO_SIGNING_SECRET", "CONVZOO_SECRET_KEYS"]);

/**
 * Reads the settings of the environment.
 *
 * @throws {Error} In one sentence that names the variable and its value.
 */
export function readEnv(environment: Readonly<Record<string, string | undefined>> = process.env): Env {
  const { success, data, error } = settings.safeParse(environment);
  if (!success) {
    const [issue] = error.issues;
    const name = String(issue?.path[0]);
    const value = secrets.has(name) ? "kept secret" : environment[name];
    throw new Error(`Cannot start as ${name} ${issue?.message}: current value is ${value}`);
  }
  return {
    logLevel: data.CONVZOO_LOG_LEVEL,
    trainingThreads: data.CONVZOO_TRAINING_THREADS,
    actorHeader: data.CONVZOO_ACTOR_HEADER,
    datasetDirectories: data.CONVZOO_DATASET_DIRECTORIES,
    signingSecret: data.CONVZOO_SIGNING_SECRET,
    webhookPrivateTargets: data.CONVZOO_WEBHOOK_PRIVATE_TARGETS === "allow",
    webhookHosts: data.CONVZOO_WEBHOOK_HOSTS,
    webhookHistoryDays: data.CONVZOO_WEBHOOK_HISTORY_DAYS,
    predictions: {
      keep: data.CONVZOO_PREDICTIONS === "keep",
      days: data.CONVZOO_PREDICTION_DAYS,
      most: data.CONVZOO_PREDICTION_COUNT,
    },
    secretKeys: data.CONVZOO_SECRET_KEYS,
  };
}
