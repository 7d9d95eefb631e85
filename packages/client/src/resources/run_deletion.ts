import type { ResultOf } from "../document.ts";
import type { InputOf } from "../input.ts";
import type { CallOptions, Transport } from "../transport/transport.ts";
import { unwrap } from "./unwrap.ts";

const fields = `isDryRun deletedCount deleted { runId variantName seed state versionId } keptCount
  kept { runId variantName seed state holds { reason holderId } } missingIds remainingCount endCursor`;

/** What of some runs was deleted, or would be, and what stays and why. */
export type RunDeletion = ResultOf<`fragment F on RunDeletion { ${typeof fields} }`>;

/** Which runs are to go: `{ ids }` or `{ filter }`. */
export type DeletedRuns = InputOf<"DeletedRunsInput">;

/** How runs are deleted. */
export interface DeleteRunsOptions extends CallOptions {
  /** Whether it is only said what would go and what would stay. @default {false} */
  readonly dryRun?: boolean | undefined;
  /** How many of a filter one call looks at, 1 to 200. @default {100} */
  readonly first?: number | undefined;
}

/** Where a call goes on, and how. */
export interface DeleteRunsPage extends DeleteRunsOptions {
  /** The `endCursor` of the call before. */
  readonly after?: string | null | undefined;
}

/** How runs are got rid of. */
export interface RunRemoval {
  /**
   * Deletes runs that are over and that nothing needs, with all that is their own: one page of them, newest first. What is left is
   * behind `endCursor`.
   * @throws {ClientError} `INVALID_INPUT` if there are more than 200 ids, or the filter has no condition.
   */
  delete(runs: DeletedRuns, options?: DeleteRunsPage): Promise<RunDeletion>;
  /** The same for all of them, call by call, and only as far as the loop goes. */
  deleteAll(runs: DeletedRuns, options?: DeleteRunsOptions): AsyncGenerator<RunDeletion, void>;
}

export function createRunRemoval(transport: Transport): RunRemoval {
  return { delete: deletePage, deleteAll };

  async function deletePage(
    runs: DeletedRuns,
    { dryRun = false, first = 100, after = null, ...options }: DeleteRunsPage = {},
  ): Promise<RunDeletion> {
    const { deleteRuns } = await transport.mutate(
      `mutation DeleteRuns($input: DeleteRunsInput!) {
        deleteRuns(input: $input) {
          __typename
          ... on Error { message code }
          ... on InvalidInputError { path received }
          ... on MutationDeleteRunsSuccess { data { ${fields} } }
        }
      }`,
      { input: { runs, dryRun, first, after } },
      options,
    );
    return unwrap(deleteRuns);
  }

  async function* deleteAll(
    runs: DeletedRuns,
    options: DeleteRunsOptions = {},
  ): AsyncGenerator<RunDeletion, void> {
    let after: string | null = null;
    do {
      const page: RunDeletion = await deletePage(runs, { ...options, after });
      yield page;
      after = page.endCursor;
    } while (after !== null);
  }
}
