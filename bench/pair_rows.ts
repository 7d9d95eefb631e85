import type { Measured } from "./interleave.ts";
import type { BenchRow } from "./report.ts";
import { median, range } from "./statistics.ts";

/** What was measured of one contestant, by its name in rows. */
export interface Named {
  readonly id: string;
  readonly measured: Measured;
}

interface Side {
  readonly speed: number;
  readonly spread: readonly [number, number];
  readonly threads: number;
  readonly memory: number | null;
}

function sideOf({ introduction, speeds, peakMemory }: Measured): Side | null {
  if ("absent" in introduction || speeds.length === 0) {
    return null;
  }
  const memory = peakMemory === null ? null : peakMemory / 2 ** 20;
  return { speed: median(speeds), spread: range(speeds), threads: introduction.threads, memory };
}

/**
 * A row for each pair of one of our engines and a peer, `<what>/<engine>/<peer>`, in images a second. Without what an absent peer would
 * have given; an absent engine has no row.
 */
export function pairRows(
  what: string,
  {
    ours,
    theirs,
    rounds,
  }: { readonly ours: readonly Named[]; readonly theirs: readonly Named[]; readonly rounds: number },
): BenchRow[] {
  return ours.flatMap((engine) => {
    const mine = sideOf(engine.measured);
    if (mine === null) {
      return [];
    }
    return theirs.map((peer): BenchRow => {
      const other = sideOf(peer.measured);
      return {
        id: `${what}/${engine.id}/${peer.id}`,
        ours: mine.speed,
        theirs: other?.speed ?? null,
        ratio: other === null ? null : mine.speed / other.speed,
        unit: "images/s",
        rounds,
        spread: { ours: mine.spread, theirs: other?.spread ?? null },
        threads: { ours: mine.threads, theirs: other?.threads ?? null },
        memory: { ours: mine.memory, theirs: other?.memory ?? null },
      };
    });
  });
}
