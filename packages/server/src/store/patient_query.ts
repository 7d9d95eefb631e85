import type { QueryConfig } from "pg";

/** A statement that is given up after a while, which the types of the driver do not know. */
export interface PatientQuery extends QueryConfig {
  readonly query_timeout: number;
}

/**
 * Makes a statement that is given up when there is no answer for ten seconds, as on a connection that is dead or a row that somebody
 * holds: for work that can be done again later and must not keep a server from stopping.
 */
export function patientQuery(text: string, values: readonly unknown[]): PatientQuery {
  return { text, values: [...values], query_timeout: 10_000 };
}
