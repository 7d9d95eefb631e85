import pg from "pg";

/** Classes and codes of SQLSTATE after which the same statement may succeed later. */
const transientStates: ReadonlySet<string> = new Set([
  "08", // the connection
  "40", // the transaction was rolled back: serialization, deadlock
  "53300", // too many connections
  "57P01", // the server shuts down
  "57P02", // it restarts after a crash
  "57P03", // it cannot take connections yet
  "57P05", // the session was idle for too long
  "25P03", // so was its transaction
]);

/** System errors of a connection. */
const transientCodes: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** What the driver says, without a code, of a connection that it lost or could not get, or that gives no answer. */
const transientText =
  /connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|query read timeout/i;

/** Whether an error of a statement says that the database is away for the moment, and not that the statement is wrong. */
export function isTransient(error: unknown): boolean {
  if (error instanceof AggregateError) {
    return error.errors.every(isTransient);
  }
  if (!(error instanceof Error)) {
    return false;
  }
  const { code = "", syscall } = error as { code?: string; syscall?: string };
  if (error instanceof pg.DatabaseError) {
    return transientStates.has(code) || transientStates.has(code.slice(0, 2));
  }
  // A server that is down leaves no socket file.
  const noSocket = code === "ENOENT" && syscall === "connect";
  return noSocket || transientCodes.has(code) || transientText.test(error.message);
}
