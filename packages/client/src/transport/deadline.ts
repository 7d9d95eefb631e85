import { ClientError, isClientError } from "../client_error.ts";

/** A signal that ends a request, and the error that its end becomes. */
export interface Deadline {
  readonly signal: AbortSignal | undefined;
  /** Turns whatever `fetch` threw into what the caller gets. */
  explain(error: unknown): unknown;
}

/** Options of {@linkcode createDeadline}. */
export interface DeadlineOptions {
  readonly url: string;
  /** Milliseconds; 0 sets no limit. */
  readonly timeout: number;
  /** The caller's own signal. */
  readonly signal?: AbortSignal | undefined;
}

/** Joins the caller's signal with a time limit; the caller's abort comes out as its own reason. */
export function createDeadline({ url, timeout, signal }: DeadlineOptions): Deadline {
  const limit = timeout > 0 && Number.isFinite(timeout) ? AbortSignal.timeout(timeout) : undefined;
  const signals = [signal, limit].filter((each) => each !== undefined);
  return {
    signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    explain(error) {
      if (signal?.aborted) {
        return signal.reason;
      }
      if (isClientError(error)) {
        return error;
      }
      if (limit?.aborted) {
        const reason = `Cannot use ${url} as it must answer within ${timeout} ms`;
        return new ClientError(reason, { code: "TIMEOUT", cause: error });
      }
      return new ClientError(`Cannot reach ${url}: ${reasonOf(error)}`, {
        code: "NETWORK_ERROR",
        cause: error,
      });
    },
  };
}

/** `fetch` hides the reason in `cause`: in Node its own message is always "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { cause } = error;
  if (cause instanceof Error) {
    return cause.message || String((cause as Error & { readonly code?: unknown }).code ?? error.message);
  }
  return error.message;
}
