import { type BenchEngine, engineProgram, type Task } from "./engine_program.ts";
import { type Contestant, interleave, type Measured } from "./interleave.ts";
import { type Named, pairRows } from "./pair_rows.ts";
import { type Peer, peerProgram, type Work } from "./peers/peer_program.ts";
import { absentContestant, type Course, processContestant } from "./process_contestant.ts";
import type { BenchRow } from "./report.ts";
import { median } from "./statistics.ts";

/** What is compared, and how thoroughly. */
export interface Comparison extends Course {
  readonly work: Work;
  /** The beginning of the rows' ids: `train/reference_cnn`. */
  readonly what: string;
  /** Our script. */
  readonly script: URL;
  readonly job: string;
  readonly threads: number;
  readonly engines: readonly BenchEngine[];
  readonly peers: readonly Peer[];
  /** The peer that rows name where none takes part. */
  readonly alone: Peer;
  readonly rounds: number;
}

function describe(id: string, { introduction, speeds, peakMemory }: Measured, batch: number): string {
  if ("absent" in introduction) {
    return `${id} left out: ${introduction.absent}`;
  }
  const memory = peakMemory === null ? "" : `, at most ${(peakMemory / 2 ** 20).toFixed(0)} MiB`;
  return `${id} (${introduction.name}): ${((1000 * batch) / median(speeds)).toFixed(3)} ms a step${memory}`;
}

/** Measures our engines and peers at the same work in turns. @returns A row for each pair. */
export async function compare(comparison: Comparison, log: (line: string) => void): Promise<BenchRow[]> {
  const {
    work,
    what,
    script,
    job,
    threads,
    engines,
    peers,
    alone,
    rounds,
    batchSize: batch,
    steps,
  } = comparison;
  const task: Task = { job, threads, batch };
  const peerContestant = (peer: Peer): Contestant => {
    const program = peerProgram(peer, work, task);
    return "absent" in program ? absentContestant(program.absent) : processContestant(program, comparison);
  };
  const contestants = [
    ...engines.map((engine) => processContestant(engineProgram(engine, script, task), comparison)),
    ...peers.map(peerContestant),
  ];
  log(
    `${what}, batch ${batch}, ${rounds} rounds of ${steps} steps in turns: ${[...engines, ...peers].join(", ")}`,
  );
  const measured = await interleave(contestants, rounds);
  const named = [...engines, ...peers].map((id, index): Named => ({ id, measured: measured[index]! }));
  for (const one of named) {
    log(describe(one.id, one.measured, batch));
  }
  return pairRows(what, {
    ours: named.slice(0, engines.length),
    theirs: named.slice(engines.length),
    alone,
    rounds,
  });
}
