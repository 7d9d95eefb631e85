import type { Run, Sweep, SweepRung, SweepTrial } from "../generated/prisma/client.ts";
import { finiteFigures } from "../jobs/finite_figures.ts";
import type { RunQueue } from "../jobs/run_queue.ts";
import { createLog } from "../log.ts";
import { type Database, inTransaction } from "../postgres/database.ts";
import { cancelSweep, pauseSweep, resumeSweep } from "../services/control_sweep.ts";
import { type StartSweep, startSweep } from "../services/start_sweep.ts";
import { startSweepLoop } from "../services/sweep_loop.ts";
import { appendRunEvents } from "../store/append_run_events.ts";
import { claimRun } from "../store/claim_run.ts";
import { endRun } from "../store/end_run.ts";
import { findSweep } from "../store/find_sweep.ts";
import { insertRunMetrics } from "../store/insert_run_metrics.ts";
import { lockRun } from "../store/lock_run.ts";
import { updateRunProgress } from "../store/update_run_progress.ts";
import type { RunFixture } from "./run_fixture.ts";

/** A trial with its run. */
export type PlantedTrial = SweepTrial & { readonly run: Run | null };

/** What a planted sweep needs. */
export interface PlantingTools {
  readonly database: Database;
  readonly queue: RunQueue;
  readonly fixture: RunFixture;
}

/** What an epoch tells beside what a test is about. */
const figures = {
  ...({ type: "RunEpoch", loss: 1, accuracy: 0.5, testLoss: null, testAccuracy: null } as const),
  ...{ learningRate: 0.1, imagesPerSecond: 1, seconds: 1 },
};

/** A sweep whose runs nobody trains: the tests say what becomes of them. */
export class PlantedSweep {
  readonly id: string;
  readonly #tools: PlantingTools;

  constructor(tools: PlantingTools, id: string) {
    this.id = id;
    this.#tools = tools;
  }

  static async start(tools: PlantingTools, more: Partial<StartSweep> = {}): Promise<PlantedSweep> {
    const { database, fixture } = tools;
    const variantId = await fixture.variant({
      epochs: 9,
      batchSize: 16,
      validation: { split: { fraction: 0.25 } },
    });
    const sweep = await startSweep(
      { database },
      {
        name: "planted",
        base: { variantId },
        datasetId: fixture.datasetId,
        space: [
          {
            path: "train.optimizer.adam.learningRate",
            domain: { logUniform: { low: 1e-4, high: 1e-1 } },
          },
        ],
        method: { random: {} },
        stopping: null,
        metric: "validationAccuracy",
        higherIsBetter: null,
        maxTrials: 4,
        maxTotalEpochs: null,
        concurrency: 2,
        seed: 1,
        trainingSeed: 0,
        mode: "PORTABLE",
        ...more,
      },
    );
    return new PlantedSweep(tools, sweep.id);
  }

  /** One look of a worker, and what there is after it. */
  async look(): Promise<Sweep> {
    await this.#tools.database.pool.query("update sweeps set due_at = now() where id = $1", [this.id]);
    const before = await this.row();
    const loop = startSweepLoop({ ...this.#tools, log: createLog("test") });
    const isOver = (each: Sweep): boolean => each.dueAt > before.dueAt || each.finishedAt !== null;
    try {
      for (;;) {
        const sweep = await this.row();
        if (isOver(sweep)) {
          return sweep;
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    } finally {
      await loop.stop();
    }
  }

  /** The sweep as it is now. */
  async row(): Promise<Sweep> {
    return (await findSweep(this.#tools.database.pool, this.id))!;
  }

  /** By their numbers. */
  async trials(): Promise<PlantedTrial[]> {
    return await this.#tools.database.prisma.sweepTrial.findMany({
      where: { sweepId: this.id },
      include: { run: true },
      orderBy: { number: "asc" },
    });
  }

  /** By epochs, and then by trials. */
  async rungs(): Promise<SweepRung[]> {
    return await this.#tools.database.prisma.sweepRung.findMany({
      where: { sweepId: this.id },
      orderBy: [{ epoch: "asc" }, { number: "asc" }],
    });
  }

  /** The run of a trial. */
  async run(number: number): Promise<Run> {
    return (await this.trials())[number]!.run!;
  }

  /** A worker tells that the run of a trial has come to an epoch; what is no finite number it leaves out. */
  async reach(
    number: number,
    epoch: number,
    shown: number | Readonly<Record<string, number>>,
  ): Promise<void> {
    const { id } = await this.run(number);
    await inTransaction(this.#tools.database.pool, async (client) => {
      const locked = (await lockRun(client, id))!;
      const { attempt } = locked.state === "QUEUED" ? await claimRun(client, id) : locked;
      const values = finiteFigures(typeof shown === "number" ? { validationAccuracy: shown } : shown);
      await insertRunMetrics(client, { runId: id, attempt }, { epoch, step: epoch * 3, values });
      await updateRunProgress(client, id, { epoch });
      await appendRunEvents(client, id, [{ ...figures, epoch, ...values }]);
    });
  }

  /** A worker tells how the run of a trial ended. */
  async end(number: number, validationAccuracy: number | null): Promise<void> {
    if (validationAccuracy !== null) {
      await this.reach(number, 9, validationAccuracy);
    }
    const { id } = await this.run(number);
    await inTransaction(this.#tools.database.pool, async (client) => {
      await lockRun(client, id);
      const failure = { code: "NON_FINITE_LOSS", message: "Cannot train" };
      await endRun(
        client,
        id,
        validationAccuracy === null ? { state: "FAILED", failure } : { state: "SUCCEEDED" },
      );
    });
  }

  async cancel(): Promise<Sweep> {
    return await cancelSweep(this.#tools, this.id);
  }

  async pause(): Promise<Sweep> {
    return await pauseSweep(this.#tools, this.id);
  }

  async resume(): Promise<Sweep> {
    return await resumeSweep(this.#tools, this.id);
  }
}
