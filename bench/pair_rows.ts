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
 * A row for each pair of one of our engines and a peer, `<what>/<engine>/<peer>`, in images a second. Who was absent has no row; where no peer
 * took part, ours are told alone, in rows that name the peer `alone`.
 */
export function pairRows(
  what: string,
  {
    ours,
    theirs,
    alone,
    rounds,
  }: {
    readonly ours: readonly Named[];
    readonly theirs: readonly Named[];
    readonly alone: string;
    readonly rounds: number;
  },
): BenchRow[] {
  const present = theirs.flatMap(({ id, measured }): { id: string; side: Side | null }[] => {
    const side = sideOf(measured);
    return side === null ? [] : [{ id, side }];
  });
  const others = present.length > 0 ? present : [{ id: alone, side: null }];
  return ours.flatMap((engine) => {
    const mine = sideOf(engine.measured);
    if (mine === null) {
      return [];
    }
    return others.map(
      ({ id, side }): BenchRow => ({
        id: `${what}/${engine.id}/${id}`,
        ours: mine.speed,
        theirs: side?.speed ?? null,
        ratio: side === null ? null : mine.speed / side.speed,
        unit: "images/s",
        rounds,
        spread: { ours: mine.spread, theirs: side?.spread ?? null },
        threads: { ours: mine.threads, theirs: side?.threads ?? null },
        memory: { ours: mine.memory, theirs: side?.memory ?? null },
      }),
    );
  });
}
