import { isClientError } from "../client_error.ts";
import { isTransient } from "../transport/transport.ts";
import { wait } from "../transport/wait.ts";

/** How long somebody who follows something puts up with a server that is away. */
export interface Patience {
  /** Something came: it begins anew. */
  reset(): void;
  /** @throws The error, if it will not pass, or if there have been too many. */
  endure(error: unknown): void;
  /** Waits before the next try, the longer the more have failed. */
  wait(): Promise<void>;
}

const firstDelay = 250;
const longestDelay = 5_000;
/** With the delays above about a minute. */
const mostFailures = 15;

export function createPatience(signal: AbortSignal | undefined): Patience {
  let failures = 0;
  return {
    reset() {
      failures = 0;
    },
    endure(error) {
      failures += 1;
      if (!mayPass(error) || failures > mostFailures) {
        throw error;
      }
    },
    wait: () => wait(Math.min(firstDelay * 2 ** failures, longestDelay), signal),
  };
}

/** A server that has lost its database for a moment answers with an error of its own; what is followed goes on all the same. */
function mayPass(error: unknown): boolean {
  return isTransient(error) || (isClientError(error) && error.code === "INTERNAL_SERVER_ERROR");
}
