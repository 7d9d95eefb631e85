import type { BenchRow } from "../report.ts";

/** The kernel of a row, and its mode. */
function partsOf({ id }: BenchRow): { readonly kernel: string; readonly mode: string } {
  const [, op, shape, mode] = id.split("/");
  return { kernel: `${op} ${shape}`, mode: mode! };
}

function cell({ ours, ratio }: BenchRow): string {
  return `${ours.toFixed(1).padStart(9)}${`${(100 * ratio!).toFixed(0)} %`.padStart(7)}`;
}

/** Rows of kernels as a table for people: GFLOP/s and the share of the peak, a column a mode. */
export function formatKernels(rows: readonly BenchRow[]): string[] {
  const modes = [...new Set(rows.map((row) => partsOf(row).mode))];
  const kernels = [...new Set(rows.map((row) => partsOf(row).kernel))];
  const labels = { head: "GFLOP/s and share of the peak", peak: "peak: a bare loop of multiply-adds" };
  const width = Math.max(...[...kernels, ...Object.values(labels)].map((label) => label.length));
  const peaks = modes.map((mode) => {
    const peak = rows.find((row) => partsOf(row).mode === mode)!.theirs!;
    return `${peak.toFixed(1).padStart(9)}${"".padStart(7)}`;
  });
  return [
    `${labels.head.padEnd(width)}${modes.map((mode) => mode.padStart(16)).join("")}`,
    `${labels.peak.padEnd(width)}${peaks.join("")}`,
    ...kernels.map((kernel) => {
      const cells = modes.map((mode) => {
        const row = rows.find((each) => partsOf(each).kernel === kernel && partsOf(each).mode === mode);
        return row === undefined ? "".padStart(16) : cell(row);
      });
      return `${kernel.padEnd(width)}${cells.join("")}`;
    }),
  ];
}
