import { formatReceived } from "../../errors/spec_error.ts";

/** Fails unless something holds. @throws {Error} That says what must hold, and what is there. */
export function demand(holds: boolean, rule: string, received?: unknown): asserts holds {
  if (!holds) {
    throw new Error(`Cannot accept the entry as ${rule}: current value is ${formatReceived(received)}`);
  }
}
