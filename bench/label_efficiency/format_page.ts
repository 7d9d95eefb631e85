import type { Difference, LabelEfficiencyFile, LabelEfficiencyRow } from "./measurement_file.ts";

function percent(value: number): string {
  return (100 * value).toFixed(1);
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${percent(Math.abs(value))}`;
}

const WORDS = { better: "better", worse: "worse", notDistinguishable: "not distinguishable" } as const;

function describeDifference(difference: Difference | null): string {
  if (difference === null) {
    return "";
  }
  const { mean, interval, verdict } = difference;
  const reach = interval === null ? "" : ` (${signed(interval[0])} to ${signed(interval[1])})`;
  return `${signed(mean)}${reach}, ${WORDS[verdict]}`;
}

function line({ arm, fraction, labels, mean, interval, difference }: LabelEfficiencyRow): string {
  const reach = interval === null ? "" : ` (${percent(interval[0])} to ${percent(interval[1])})`;
  const cells = [
    `${+(100 * fraction).toFixed(2)} %`,
    String(labels),
    `\`${arm}\``,
    `${percent(mean)}${reach}`,
    describeDifference(difference),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The page of docs that shows what was measured. */
export function formatPage(file: LabelEfficiencyFile): string {
  const { dataset, images, testImages, rows } = file;
  const seeds = rows[0]?.seeds ?? [];
  return `# What pretraining without labels is worth

<!-- Written by \`pnpm bench label-efficiency\`; DO NOT EDIT. -->

An encoder is pretrained on ${images} images of \`${dataset}\` without their labels; then the whole network learns the classes from a part
of the labels. Test accuracy in percent on ${testImages} images, which nothing was chosen by: mean of ${seeds.length} seeds and its 95 % interval. The difference is that
to \`scratch\`, the same network with the same seed, labelled images and number of steps, which begins as the seed has it; where the interval of a difference
holds 0 the measurement says nothing.

| labels | images | start | test accuracy | difference |
| ------ | ------ | ----- | ------------- | ---------- |
${rows.map(line).join("\n")}

The network is the reference CNN, the labelled part is stratified and drawn by the seed. Pretrainings and fine-tunings stand in
\`bench/label_efficiency/\`, all figures in \`docs/measurements/label_efficiency.json\`.
`;
}
