import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { type DeleteOptions, type Deletion, deletionFields, heldFields } from "./deletion.ts";
import { unwrap } from "./unwrap.ts";

const fields = `id name kind metric higherIsBetter mode seeds techniques actor createdAt
  variant { id name } dataset { id name }`;

/** Runs that show what techniques are worth. */
export type Ablation = ResultOf<`fragment F on Ablation { ${typeof fields} }`>;

/** A new ablation. */
export type StartAblation = InputOf<"StartAblationInput">;

const reportFields = `isComplete effects {
  technique mean standardDeviation n verdict interval { lower upper } seconds secondsInterval { lower upper } parameters
}`;

/** What an ablation has shown so far. */
export type AblationReport = ResultOf<`fragment F on AblationReport { ${typeof reportFields} }`>;

/** The ablations of the zoo. */
export interface Ablations {
  /**
   * Queues all runs of an ablation: those of the base and of each technique, with the same seeds.
   * @throws {ClientError} An error with the `path` of the field at fault; `NOT_FOUND` if there is no such variant or dataset.
   */
  start(input: StartAblation, options?: CallOptions): Promise<Ablation>;
  /** The effects of its techniques, the most useful first; null if there is no such ablation. */
  report(id: string, options?: CallOptions): Promise<AblationReport | null>;
  /**
   * Deletes an ablation whose runs are over; they stay.
   * @throws {ClientError} `IN_USE` with the runs that are not over in `details.holders`; `BUSY` if somebody is using it; `NOT_FOUND`
   */
  delete(id: string, options?: DeleteOptions): Promise<Deletion>;
}

export function createAblations(transport: Transport): Ablations {
  return { start, report, delete: deleteAblation };

  async function start(input: StartAblation, options?: CallOptions): Promise<Ablation> {
    const { startAblation } = await transport.mutate(
      `mutation StartAblation($input: StartAblationInput!) {
        startAblation(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationStartAblationSuccess { data { ${fields} } }
        }
      }`,
      { input },
      options,
    );
    return unwrap(startAblation);
  }

  async function report(id: string, options?: CallOptions): Promise<AblationReport | null> {
    const { ablationReport } = await transport.query(
      `query AblationReport($id: ID!) { ablationReport(ablationId: $id) { ${reportFields} } }`,
      { id },
      options,
    );
    return ablationReport;
  }

  async function deleteAblation(
    id: string,
    { dryRun = false, ...options }: DeleteOptions = {},
  ): Promise<Deletion> {
    const result = await transport.mutate(
      `mutation DeleteAblation($id: ID!, $dryRun: Boolean!) {
        deleteAblation(id: $id, dryRun: $dryRun) {
          __typename
          ${heldFields}
          ... on MutationDeleteAblationSuccess { data { ${deletionFields} } }
        }
      }`,
      { id, dryRun },
      options,
    );
    return unwrap(result.deleteAblation);
  }
}
