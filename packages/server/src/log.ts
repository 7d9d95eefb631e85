import { type DestinationStream, destination, type Logger, pino } from "pino";
import { readEnv } from "./env.ts";

export type { Logger } from "pino";

/** Where lines go: standard output, written at once, so that nothing is lost when the process ends. */
const standardOutput = destination({ fd: 1, sync: true });

/**
 * Makes the log of one part of the server: a JSON object a line.
 *
 * Passwords in addresses are cut out of every line, wherever in it they are: in messages, fields, errors and their causes.
 *
 * @param name The part, such as `server` or `worker`.
 * @param output Where the lines go. @default {standard output}
 */
export function createLog(name: string, output: DestinationStream = standardOutput): Logger {
  const { logLevel } = readEnv();
  return pino(
    {
      name,
      level: output === standardOutput || logLevel !== "silent" ? logLevel : "info",
      redact: ["password", "*.password", "authorization", "*.authorization"],
      serializers: { error: pino.stdSerializers.err },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    { write: (line) => output.write(hidePasswords(line)) },
  );
}

/** Cuts passwords out of the addresses in a text: `postgres://zoo:secret@host` becomes `postgres://zoo:***@host`. */
export function hidePasswords(text: string): string {
  return text.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"]*):[^\s/"]*@/gi, "$1:***@");
}
