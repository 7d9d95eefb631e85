import type { ResultOf } from "../document.ts";
import type { CallOptions } from "../transport/transport.ts";

/** What is asked of every deletion. */
export const deletionFields = "subjectId name isDryRun parts { kind count ids }" as const;

/** What is asked of why there is none. */
export const heldFields =
  "... on Error { message code } ... on InUseError { holders { kind count ids } }" as const;

/** Something that was deleted, or would be, and what goes with it. */
export type Deletion = ResultOf<`fragment F on Deletion { ${typeof deletionFields} }`>;

/** How something is deleted. */
export interface DeleteOptions extends CallOptions {
  /** Whether it is only said what would come of it. @default {false} */
  readonly dryRun?: boolean | undefined;
}
