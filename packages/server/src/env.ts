import { availableParallelism } from "node:os";
import { isAbsolute } from "node:path";
import { z } from "zod";

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const notAThreadCount = { error: "must be a whole number of at least 1" };

/** Takes `name=path` pairs apart; undefined if a pair is none, or a name is there twice. */
function parseDirectories(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text
    .split(";")
    .filter((pair) => pair.trim() !== "")
    .map((pair): [string, string] => {
      const at = pair.indexOf("=");
      return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
    });
  const directories = new Map(pairs);
  const isValid = pairs.every(([name, path]) => name !== "" && isAbsolute(path));
  return isValid && directories.size === pairs.length ? directories : undefined;
}

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
      const directories = parseDirectories(text);
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
}

/** Settings whose values are never repeated. */
const secrets: ReadonlySet<string> = new Set(["CONVZOO_SIGNING_SECRET"]);

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
  };
}
