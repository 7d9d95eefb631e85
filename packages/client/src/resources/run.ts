import type { ResultOf } from "../document.ts";

/** What is asked of every run. */
export const runFields = `id seed engine mode state attempt epoch epochs bestEpoch createdAt startedAt finishedAt
  checkpoint { epoch step createdAt } keepCheckpoints forkPoint { epoch step variant { id } } failure { code message } latestMetrics { name value step epoch } tags actor originKind origin { id }
  variant { id name } dataset { id name } parent { id digest } version { id testAccuracy testLoss }`;

/** One training of a variant on a dataset. */
export type Run = ResultOf<`fragment F on Run { ${typeof runFields} }`>;

/** Where a run is in its life. */
export type RunState = Run["state"];
