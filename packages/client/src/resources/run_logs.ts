import { ClientError } from "../client_error.ts";
import type { ResultOf } from "../document.ts";
import type { Transport } from "../transport/transport.ts";
import { createPatience } from "./patience.ts";
import { finalStates } from "./watch_run.ts";

const fields = "sequence time level attempt message";

/** A line of a run's log. */
export type RunLogLine = ResultOf<`fragment F on RunLogLine { ${typeof fields} }`>;

/** Options of `runs.logs`. */
export interface RunLogOptions {
  /** Whether to go on with what comes, until the run is over. @default {false} */
  readonly follow?: boolean | undefined;
  /** The sequence of the last line that is known: only what is behind it comes. @default {none} */
  readonly after?: number | undefined;
  /** Only so many of the last lines, at most 1000. @default {all; 100 with `follow`, unless `after` is given} */
  readonly tail?: number | undefined;
  /** Only lines that matter as much. @default {"INFO"} */
  readonly minimumLevel?: RunLogLine["level"] | undefined;
  /** Aborting it ends the loop with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

const defaultTail = 100;
const pageSize = 1000;

/** Reads the log of a run, and follows it if that is asked for; see `Runs.logs`. */
export function readRunLog(
  transport: Transport,
  runId: string,
  options: RunLogOptions = {},
): AsyncGenerator<RunLogLine, void> {
  return options.follow === true ? followLog(transport, runId, options) : listLog(transport, runId, options);
}

async function* followLog(
  transport: Transport,
  runId: string,
  { after, tail = defaultTail, minimumLevel = "INFO", signal }: RunLogOptions,
): AsyncGenerator<RunLogLine, void> {
  let known = after;
  const patience = createPatience(signal);
  for (;;) {
    try {
      for await (const { runLogs: line } of transport.subscribe(
        `subscription RunLogs($runId: ID!, $after: Int, $last: Int!, $minimumLevel: LogLevel!) {
          runLogs(runId: $runId, after: $after, last: $last, minimumLevel: $minimumLevel) { ${fields} }
        }`,
        { runId, after: known ?? null, last: tail, minimumLevel },
        { signal },
      )) {
        patience.reset();
        if (known === undefined || line.sequence > known) {
          known = line.sequence;
          yield line;
        }
      }
      if (await isOver(transport, runId, { known, minimumLevel, signal })) {
        return;
      }
    } catch (error) {
      patience.endure(error);
    }
    await patience.wait();
  }
}

/** Whether a stream ended because there is nothing more to tell, and not because the server went away. */
async function isOver(
  transport: Transport,
  runId: string,
  {
    known,
    minimumLevel,
    signal,
  }: Pick<RunLogOptions, "signal"> &
    Required<Pick<RunLogOptions, "minimumLevel">> & {
      readonly known: number | undefined;
    },
): Promise<boolean> {
  const { run } = await transport.query(
    `query RunLogIsOver($id: ID!, $after: String, $minimumLevel: LogLevel!) {
      run(id: $id) { state logs(first: 1, after: $after, minimumLevel: $minimumLevel) { edges { cursor } } }
    }`,
    { id: runId, after: known === undefined ? null : String(known), minimumLevel: minimumLevel ?? "INFO" },
    { signal },
  );
  // Where no line is known, the tail that was asked for had none.
  return finalStates.has(found(run, runId).state) && (known === undefined || run?.logs.edges.length === 0);
}

async function* listLog(
  transport: Transport,
  runId: string,
  { after, tail, minimumLevel = "INFO", signal }: RunLogOptions,
): AsyncGenerator<RunLogLine, void> {
  let cursor = after === undefined ? null : String(after);
  for (let hasMore = true; hasMore; ) {
    const { run } = await transport.query(
      `query RunLog($id: ID!, $first: Int, $last: Int, $after: String, $minimumLevel: LogLevel!) {
        run(id: $id) {
          logs(first: $first, last: $last, after: $after, minimumLevel: $minimumLevel) {
            edges { node { ${fields} } }
            pageInfo { endCursor hasNextPage }
          }
        }
      }`,
      {
        ...{ id: runId, first: tail === undefined ? pageSize : null, last: tail ?? null },
        ...{ after: cursor, minimumLevel },
      },
      { signal },
    );
    const { edges, pageInfo } = found(run, runId).logs;
    yield* edges.map(({ node }) => node);
    cursor = pageInfo.endCursor;
    hasMore = tail === undefined && pageInfo.hasNextPage;
  }
}

function found<Run>(run: Run | null, runId: string): Run {
  if (run === null) {
    throw new ClientError(`Cannot read the log of a run that does not exist: current value is ${runId}`, {
      code: "NOT_FOUND",
    });
  }
  return run;
}
