import type { Database } from "../postgres/database.ts";
import { untilAnswered } from "../postgres/until_answered.ts";
import { readBlob } from "../store/read_blob.ts";
import { describeFault } from "./describe_fault.ts";
import type { FetchCheckpointOptions } from "./fetch_checkpoint.ts";
import type { ForkStart } from "./take_run.ts";
import type { TrainTask, TrainVerdict } from "./train_message.ts";

/**
 * Reads where a forked run begins. Unlike a checkpoint it cannot be made up for: from the beginning another training would come out.
 *
 * @returns What the training process needs, or why the run cannot be trained.
 * @throws The signal's reason once it is aborted.
 */
export async function fetchForkPoint(
  database: Database,
  { point, variant }: ForkStart,
  options: Omit<FetchCheckpointOptions, "journal">,
): Promise<NonNullable<TrainTask["fork"]> | Extract<TrainVerdict, { type: "failed" }>> {
  const { engineVersion, signal } = options;
  let reason: string;
  try {
    if (point.engineVersion === engineVersion) {
      const file = await untilAnswered(() => readBlob(database.pool, point.blobDigest), options);
      return { file, step: point.step, modelSpec: variant.modelSpec, trainSpec: variant.trainSpec };
    }
    reason = `be of version ${engineVersion} of the engine: current value is ${point.engineVersion}`;
  } catch (error) {
    signal.throwIfAborted();
    reason = `be read: ${describeFault(error)}`;
  }
  const message = `Cannot train the fork as the checkpoint of epoch ${point.epoch} that it begins with must ${reason}`;
  return { type: "failed", code: "FORK_POINT_UNUSABLE", message };
}
