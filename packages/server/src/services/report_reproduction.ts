import { readModelFile } from "@convzoo/core";
import type { Database } from "../postgres/database.ts";
import { createGate } from "../serving/create_gate.ts";
import { findRun } from "../store/find_run.ts";
import { readBlob } from "../store/read_blob.ts";
import { compareWeights, type WeightDifference } from "./compare_weights.ts";

/** What could be promised of a reproduction, before it was made. */
export type ReproductionPromise = "SAME_BITS" | "SAME_BITS_ON_THIS_MACHINE" | "NOTHING";

/** What came out of training a run again. */
export interface ReproductionReport {
  readonly promise: ReproductionPromise;
  /** Why no more can be promised, or why that can. */
  readonly reason: string;
  /** Whether every weight is the same bits. */
  readonly sameBits: boolean;
  /** Whether both were trained on the same bytes. */
  readonly sameDataset: boolean;
  /** Null if the networks are not of one form. */
  readonly weights: WeightDifference | null;
  readonly metrics: readonly {
    readonly name: string;
    readonly original: number;
    readonly reproduced: number;
    readonly difference: number;
  }[];
}

/** Model files are large; two at a time are enough. */
const reading = createGate(1);

/**
 * Compares what a reproduction has published with what its original has.
 *
 * @returns Null if the run is no reproduction, has not succeeded, or one of the two has no version any more.
 */
export async function reportReproduction(
  { database }: { readonly database: Database },
  id: string,
): Promise<ReproductionReport | null> {
  const run = await findRun(database.pool, id);
  if (run?.originKind !== "REPRODUCTION" || run.originId === null) {
    return null;
  }
  const { originId } = run;
  const found = await database.prisma.version.findMany({
    where: { runId: { in: [id, originId] } },
    include: { run: true },
  });
  const [original, copy] = [originId, id].map((runId) => found.find((version) => version.runId === runId));
  if (original === undefined || copy === undefined) {
    return null;
  }
  const [first, second] = await reading(async () => [
    readModelFile(await readBlob(database.pool, original.artifactDigest)),
    readModelFile(await readBlob(database.pool, copy.artifactDigest)),
  ]);
  const weights = compareWeights(first!.weights, second!.weights) ?? null;
  const [before, after] = [first!.manifest, second!.manifest];
  return {
    ...promiseOf(
      { ...before.lineage, machine: original.run.machine },
      { ...after.lineage, machine: copy.run.machine },
    ),
    sameBits: weights?.different === 0,
    sameDataset: before.lineage.datasetDigest === after.lineage.datasetDigest,
    weights,
    metrics: Object.entries(before.metrics).flatMap(([name, value]) => {
      const reproduced = after.metrics[name];
      return reproduced === undefined
        ? []
        : [{ name, original: value, reproduced, difference: reproduced - value }];
    }),
  };
}

interface Circumstances {
  readonly mode: "portable" | "fast";
  readonly engine: string;
  readonly engineVersion: string;
  readonly machine: string | null;
}

/** What can be promised of two trainings of the same variant, data and seed. */
export function promiseOf(
  first: Circumstances,
  second: Circumstances,
): Pick<ReproductionReport, "promise" | "reason"> {
  const engines = [first, second].map(({ engine, engineVersion }) => `${engine} ${engineVersion}`);
  if (engines[0] !== engines[1]) {
    const reason = `The engines differ: ${engines.join(" and ")} may compute other bits`;
    return { promise: "NOTHING", reason };
  }
  if (second.mode === "portable") {
    return {
      promise: "SAME_BITS",
      reason: `Mode portable of ${engines[0]} gives the same bits on every machine`,
    };
  }
  return first.machine !== null && first.machine === second.machine
    ? {
        promise: "SAME_BITS_ON_THIS_MACHINE",
        reason: `Mode fast gives the same bits on one kind of machine, here ${first.machine}`,
      }
    : {
        promise: "NOTHING",
        reason: `Mode fast promises nothing across kinds of machines: ${first.machine ?? "unknown"} and ${second.machine ?? "unknown"}`,
      };
}
