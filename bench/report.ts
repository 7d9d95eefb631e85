import { availableParallelism, cpus } from "node:os";

/** One thing measured, and the same of a peer. */
export interface BenchRow {
  /** What was measured, on which network, by which engine, against which peer: `train/reference_cnn/wasm/keras_fit`. Stable. */
  readonly id: string;
  /** The median of ours. */
  readonly ours: number;
  /** The median of theirs; null where no peer was asked. */
  readonly theirs: number | null;
  /** `ours / theirs`, or the other way round where less is better: above 1 we are ahead. */
  readonly ratio: number | null;
  readonly unit: string;
  /** How often each was measured. */
  readonly rounds: number;
  /** Lowest and highest round. */
  readonly spread: {
    readonly ours: readonly [number, number];
    readonly theirs: readonly [number, number] | null;
  };
  /** Threads that each computed on. */
  readonly threads: { readonly ours: number; readonly theirs: number | null };
  /** The most memory that each one's process held, in MiB; where that is measured and the system tells. */
  readonly memory?: { readonly ours: number | null; readonly theirs: number | null };
}

/** What a bench found. */
export interface BenchReport {
  readonly name: string;
  readonly cpu: string;
  /** Threads that the machine has. */
  readonly threads: number;
  readonly rows: readonly BenchRow[];
}

/** A report about this machine. */
export function benchReport(name: string, rows: readonly BenchRow[]): BenchReport {
  return { name, cpu: cpus()[0]?.model.trim() ?? "unknown", threads: availableParallelism(), rows };
}

/** The report as one line of JSON, numbers to six digits. */
export function jsonLine(report: BenchReport): string {
  return JSON.stringify(report, (_key, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value,
  );
}
