import type { Database } from "../postgres/database.ts";

/** A name with its value. */
export interface CardFigure {
  readonly name: string;
  readonly value: number;
}

/** One evaluation, as a card tells it. */
export interface CardEvaluation {
  readonly dataset: string;
  readonly split: string;
  readonly count: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly calibrationError: number;
}

/** What is known of a version, for people: facts of the database and nothing else. */
export interface ModelCard {
  readonly model: string;
  readonly description: string;
  readonly versionDigest: string;
  readonly createdAt: Date;
  readonly actor: string;
  readonly classes: readonly string[];
  readonly parameters: number;
  readonly layers: readonly string[];
  /** Height, width and channels of the images that it takes. */
  readonly imageShape: readonly number[];
  readonly dataset: string;
  readonly datasetNumber: number;
  readonly datasetDigest: string;
  /** Pairs of alike images of which one was trained on and one is tested with; null if nobody measured. */
  readonly leaks: number | null;
  readonly trainCount: number;
  readonly testCount: number;
  readonly variantDigest: string;
  readonly seed: number;
  readonly mode: string;
  readonly engine: string | null;
  readonly engineVersion: string | null;
  /** The content hash of the version whose weights the training started from; null if it started from the seed alone. */
  readonly parentDigest: string | null;
  readonly epochs: number;
  readonly optimizer: string;
  readonly metrics: readonly CardFigure[];
  readonly evaluations: readonly CardEvaluation[];
  readonly aliases: readonly string[];
  readonly tags: readonly string[];
  readonly note: string | null;
}

/** The most of any list of a card. */
const most = 100;

/** Gathers what is known of a version; null if there is none. */
export async function modelCard({ prisma }: Database, versionId: string): Promise<ModelCard | null> {
  const found = await prisma.version.findUnique({
    where: { id: versionId },
    include: {
      model: true,
      variant: true,
      dataset: { include: { facts: true } },
      run: { include: { parent: { select: { digest: true } } } },
      note: true,
      tags: { orderBy: { name: "asc" }, take: most },
      aliases: { orderBy: { name: "asc" }, take: most },
      evaluations: {
        where: { state: "SUCCEEDED" },
        omit: { report: true },
        include: { dataset: true },
        orderBy: { id: "asc" },
        take: most,
      },
    },
  });
  if (found === null) {
    return null;
  }
  const { model, variant, dataset, run } = found;
  const { layers } = variant.modelSpec as unknown as { readonly layers: readonly object[] };
  const { optimizer } = variant.trainSpec as unknown as { readonly optimizer: object };
  return {
    model: model.name,
    description: model.description,
    versionDigest: found.digest,
    createdAt: found.createdAt,
    actor: found.actor,
    classes: found.classes,
    parameters: variant.parameterCount,
    layers: layers.map((layer) => Object.keys(layer)[0]!),
    imageShape: [dataset.height, dataset.width, dataset.channels],
    dataset: dataset.name,
    datasetNumber: dataset.number,
    leaks: (dataset.facts?.facts as { readonly leakCount?: number } | undefined)?.leakCount ?? null,
    datasetDigest: dataset.digest,
    trainCount: dataset.trainCount,
    testCount: dataset.testCount,
    variantDigest: variant.digest,
    seed: run.seed,
    mode: run.mode,
    engine: run.engine,
    engineVersion: run.engineVersion,
    parentDigest: run.parent?.digest ?? null,
    epochs: run.epochs,
    optimizer: Object.keys(optimizer)[0]!,
    metrics: Object.entries(found.metrics as Readonly<Record<string, number>>)
      .map(([name, value]) => ({ name, value }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    evaluations: found.evaluations
      .map(({ dataset, split, count, accuracy, macroF1, calibrationError }) => ({
        dataset: dataset.name,
        split,
        count: count ?? 0,
        accuracy: accuracy ?? Number.NaN,
        macroF1: macroF1 ?? Number.NaN,
        calibrationError: calibrationError ?? Number.NaN,
      }))
      // Of no images there are no figures, and nothing to tell.
      .filter((one) => [one.accuracy, one.macroF1, one.calibrationError].every(Number.isFinite)),
    aliases: found.aliases.map(({ name }) => name),
    tags: found.tags.map(({ name }) => name),
    note: found.note?.text ?? null,
  };
}

/** Writes a card as Markdown. Names that people gave cannot become markup; the note is Markdown by its nature. */
export function cardMarkdown(card: ModelCard): string {
  const figure = (value: number): string => value.toFixed(4);
  const list = (names: readonly string[]): string => names.map(plain).join(", ") || "none";
  const rows: readonly (readonly [string, string])[] = [
    ["Version", `\`${card.versionDigest}\``],
    ["Made", `${card.createdAt.toISOString()} by ${plain(card.actor)}`],
    ["Aliases", list(card.aliases)],
    ["Tags", list(card.tags)],
    ["Classes", list(card.classes)],
    ["Images", card.imageShape.join(" x ")],
    ["Weights", String(card.parameters)],
    ["Layers", card.layers.join(", ")],
    [
      "Dataset",
      `${plain(card.dataset)}, number ${card.datasetNumber} (\`${card.datasetDigest}\`), ${card.trainCount} images to train, ${card.testCount} to test, ${leaksOf(card)}`,
    ],
    ["Starts from", card.parentDigest === null ? "its seed alone" : `version \`${card.parentDigest}\``],
    [
      "Training",
      `${card.epochs} epochs, ${card.optimizer}, seed ${card.seed}, mode ${card.mode}, engine ${card.engine ?? "unknown"} ${card.engineVersion ?? ""}, variant \`${card.variantDigest}\``,
    ],
  ];
  const parts = [
    `# ${plain(card.model)}`,
    plain(card.description),
    table(["Fact", "Value"], rows),
    "## Figures of the training",
    table(
      ["Figure", "Value"],
      card.metrics.map(({ name, value }) => [name, figure(value)]),
    ),
    "## Evaluations",
    card.evaluations.length === 0
      ? "None yet."
      : table(
          ["Dataset", "Split", "Images", "Accuracy", "Macro F1", "Calibration error"],
          card.evaluations.map((one) => [
            plain(one.dataset),
            one.split,
            String(one.count),
            figure(one.accuracy),
            figure(one.macroF1),
            figure(one.calibrationError),
          ]),
        ),
    ...(card.note === null ? [] : ["## Note", card.note]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function leaksOf({ leaks }: ModelCard): string {
  return leaks === null ? "leaks not measured" : `${leaks} leaks between them`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|!]/g, "\\$&").replaceAll(/\s*\n\s*/g, " ");
}
