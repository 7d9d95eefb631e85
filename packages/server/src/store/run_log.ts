import { type LogLevel, logLevels, type StoredRunEvent } from "./run_event.ts";

/** An event that a run's log has a line for. */
export type LoggedEvent = Exclude<StoredRunEvent, { type: "RunBatch" }>;

/** Types of the events that the log has lines for: all but the batches, which are for curves. */
const loggedTypes: readonly LoggedEvent["type"][] = [
  "RunStateChanged",
  "RunStarted",
  "RunEpoch",
  "RunCheckpointed",
  "RunLog",
  "RunFinished",
  "RunFailed",
];

/** How much the line of an event matters. */
export function levelOf(event: LoggedEvent): LogLevel {
  switch (event.type) {
    case "RunLog":
      return event.level;
    case "RunFailed":
      return "error";
    case "RunCheckpointed":
      return "debug";
    default:
      return "info";
  }
}

/**
 * Writes as a condition on `run_events` that an event has a line of some level or a higher one. Only the lines that a program wrote
 * itself are looked into; of all others the type says the level, which the index has.
 */
export function logCondition(minimum: LogLevel): string {
  const wanted = logLevels.slice(logLevels.indexOf(minimum));
  const types = loggedTypes.filter(
    (type) => type === "RunLog" || wanted.includes(levelOf({ type } as LoggedEvent)),
  );
  const list = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(", ");
  return `type in (${list(types)}) and (type <> 'RunLog' or payload ->> 'level' in (${list(wanted)}))`;
}
