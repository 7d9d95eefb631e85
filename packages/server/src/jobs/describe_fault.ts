import { hidePasswords } from "../log.ts";

/** Says in a sentence what went wrong, for people who may read runs but not the machine: without paths and passwords. */
export function describeFault(error: unknown): string {
  const { syscall, code, message } = error as Partial<NodeJS.ErrnoException>;
  if (syscall !== undefined) {
    return `Cannot train as the worker's machine must do its part: ${syscall} failed with ${code}`;
  }
  return hidePasswords(message ?? String(error));
}
