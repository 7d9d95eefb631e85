import { ClientError, isClientError } from "../client_error.ts";
import type { ResultOf, VariablesOf } from "../document.ts";
import { createDeadline } from "./deadline.ts";
import { encodeRequest } from "./encode_request.ts";
import { readEventStream } from "./event_stream.ts";
import { readResult } from "./read_result.ts";
import { wait } from "./wait.ts";

/** Headers of every request, or a function that makes them anew for each, for tokens that change. */
export type HeadersOption =
  | Readonly<Record<string, string>>
  | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

/** How the client reaches the server. */
export interface TransportOptions {
  /** The address of the GraphQL endpoint, such as `http://127.0.0.1:4000/graphql`. */
  readonly url: string | URL;
  /** @default {globalThis.fetch} */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** @default {{}} */
  readonly headers?: HeadersOption | undefined;
  /** Milliseconds that one request may take; 0 sets no limit. @default {60000} */
  readonly timeout?: number | undefined;
  /** Milliseconds of silence after which a subscription counts as broken: servers send a sign of life. @default {45000} */
  readonly idleTimeout?: number | undefined;
}

/** Options of every call. */
export interface CallOptions {
  /** Aborting it rejects the call with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that this call may take; 0 sets no limit. @default {the client's} */
  readonly timeout?: number | undefined;
}

/** Sends documents; their variables and results are typed from the text of the document itself. */
export interface Transport {
  /** Runs a query; a broken connection or a busy server is tried again, three times in all. */
  query<const Source extends string>(
    source: Source,
    variables: VariablesOf<Source>,
    options?: CallOptions,
  ): Promise<ResultOf<Source>>;
  /** Runs a mutation, once. `Blob`s among its variables are uploaded. */
  mutate<const Source extends string>(
    source: Source,
    variables: VariablesOf<Source>,
    options?: CallOptions,
  ): Promise<ResultOf<Source>>;
  /** Follows a subscription over one connection, until it ends, breaks or the loop is left. */
  subscribe<const Source extends string>(
    source: Source,
    variables: VariablesOf<Source>,
    options?: Pick<CallOptions, "signal">,
  ): AsyncGenerator<ResultOf<Source>, void>;
}

type Variables = Readonly<Record<string, unknown>>;

const readAttempts = 3;
const retryDelay = 200;

/** Makes the transport of a client. */
export function createTransport(options: TransportOptions): Transport {
  const { headers = {}, timeout = 60_000, idleTimeout = 45_000 } = options;
  const url = String(options.url);

  async function post(source: string, variables: Variables, accept: string, signal?: AbortSignal) {
    const request = encodeRequest(source, variables);
    const own = typeof headers === "function" ? await headers() : headers;
    return await (options.fetch ?? globalThis.fetch)(url, {
      method: "POST",
      headers: { accept, "x-graphql-yoga-csrf": "1", ...request.headers, ...own },
      body: request.body,
      signal: signal ?? null,
    });
  }

  async function send(source: string, variables: Variables, call: CallOptions = {}): Promise<unknown> {
    call.signal?.throwIfAborted();
    const deadline = createDeadline({ url, timeout: call.timeout ?? timeout, signal: call.signal });
    try {
      const response = await post(source, variables, "application/json", deadline.signal);
      return readResult(response, await response.text());
    } catch (error) {
      throw deadline.explain(error);
    }
  }

  async function sendAgain(source: string, variables: Variables, call: CallOptions = {}): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(source, variables, call);
      } catch (error) {
        if (attempt === readAttempts || !isTransient(error)) {
          throw error;
        }
        await wait(retryDelay * 2 ** (attempt - 1), call.signal);
      }
    }
  }

  async function* follow(
    source: string,
    variables: Variables,
    { signal }: Pick<CallOptions, "signal"> = {},
  ): AsyncGenerator<unknown, void> {
    signal?.throwIfAborted();
    const silence = new AbortController();
    const signals = signal === undefined ? [silence.signal] : [signal, silence.signal];
    const deadline = createDeadline({ url, timeout: 0, signal: signal });
    let timer = startTimer();
    try {
      const response = await post(source, variables, "text/event-stream", AbortSignal.any(signals));
      if (response.body === null || !isEventStream(response)) {
        yield readResult(response, await response.text());
        return;
      }
      for await (const { event, data } of readEventStream(response.body, restartTimer)) {
        if (event === "complete") {
          return;
        }
        yield readResult(response, data);
      }
      throw new ClientError(`Cannot follow ${url} as the stream must end with "complete"`, {
        code: "NETWORK_ERROR",
      });
    } catch (error) {
      throw deadline.explain(silence.signal.aborted ? silence.signal.reason : error);
    } finally {
      clearTimeout(timer);
      silence.abort();
    }

    function startTimer(): ReturnType<typeof setTimeout> {
      return setTimeout(() => {
        const reason = `Cannot follow ${url} as it must send a sign of life within ${idleTimeout} ms`;
        silence.abort(new ClientError(reason, { code: "NETWORK_ERROR" }));
      }, idleTimeout);
    }

    function restartTimer(): void {
      clearTimeout(timer);
      timer = startTimer();
    }
  }

  // The text of a document decides its types; at run time documents are plain strings.
  return { query: sendAgain, mutate: send, subscribe: follow } as Transport;
}

function isEventStream(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
}

const busyStatuses: ReadonlySet<number | undefined> = new Set([429, 502, 503, 504]);

/** Whether the same request may well succeed a moment later. */
export function isTransient(error: unknown): boolean {
  return (
    isClientError(error) &&
    (error.code === "NETWORK_ERROR" || (error.code === "HTTP_ERROR" && busyStatuses.has(error.status)))
  );
}
