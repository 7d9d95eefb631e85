import type { BenchRow } from "./report.ts";

function number(value: number): string {
  return Math.abs(value) >= 100
    ? Math.round(value).toLocaleString("en-US")
    : String(Number(value.toPrecision(4)));
}

function side(value: number, [lowest, highest]: readonly [number, number], threads: number | null): string {
  const on = threads === null ? "" : `, ${threads} thread${threads === 1 ? "" : "s"}`;
  return `${number(value)} (${number(lowest)} to ${number(highest)}${on})`;
}

/** A row for people: `train/...: 3,457 (3,400 to 3,513, 1 thread) images/s against 5,000 (4,900 to 5,100, 2 threads): 0.6914 times`. */
export function formatRow({ id, ours, theirs, ratio, unit, spread, threads }: BenchRow): string {
  const mine = `${id}: ${side(ours, spread.ours, threads.ours)} ${unit}`;
  if (theirs === null || ratio === null || spread.theirs === null) {
    return mine;
  }
  return `${mine} against ${side(theirs, spread.theirs, threads.theirs)}: ${number(ratio)} times`;
}
