/** What a job of the queue says: train this run. */
export interface RunJobData {
  readonly runId: string;
  /** How often the run's earlier jobs ended because something died. */
  readonly failures: number;
}

/** A job as a worker holds it. */
export interface RunJob {
  readonly id: string;
  readonly data: RunJobData;
  /** How often a worker of this very job was lost. */
  readonly retryCount: number;
}

/** Something may die this often under a run; after the last time the run fails. */
export const mostTries = 3;

/** How often something has died under the run before this try. */
export function failuresBefore(job: RunJob): number {
  return job.data.failures + job.retryCount;
}
