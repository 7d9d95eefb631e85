import { availableParallelism } from "node:os";
import { z } from "zod";

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const notAThreadCount = { error: "must be a whole number of at least 1" };

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
}

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
    throw new Error(`Cannot start as ${name} ${issue?.message}: current value is ${environment[name]}`);
  }
  return {
    logLevel: data.CONVZOO_LOG_LEVEL,
    trainingThreads: data.CONVZOO_TRAINING_THREADS,
    actorHeader: data.CONVZOO_ACTOR_HEADER,
  };
}
