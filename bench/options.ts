import { parseArgs } from "node:util";
import { type BenchEngine, ENGINES } from "./engine_program.ts";
import { NETWORKS, type Network } from "./networks.ts";
import { parseNames } from "./parse_names.ts";
import { PEER_GROUPS, PEERS, type Peer } from "./peers/peer_program.ts";

/** What a bench was asked for. */
export interface BenchOptions {
  readonly json: boolean;
  /** Engines of ours that are measured. */
  readonly engines: readonly BenchEngine[];
  readonly peers: readonly Peer[];
  /** Networks that are measured; none: those that the bench measures where nothing else is said. */
  readonly networks: readonly Network[];
  readonly rounds: number;
  /** Steps of a round. */
  readonly steps: number;
  /** Threads of each contestant; undefined: all of the machine. */
  readonly threads: number | undefined;
  /** A directory with the four files of the dataset. */
  readonly data: string | undefined;
  /** Use the sample of the repository. */
  readonly sample: boolean;
  /** Epochs of accuracy; undefined: those of the recipe. */
  readonly epochs: number | undefined;
  readonly seeds: readonly number[];
  /** Name of the recipe that accuracy reruns; undefined: the reference CNN's, for the dataset. */
  readonly recipe: string | undefined;
  /** Kinds of techniques that ablation measures; none: all. */
  readonly kinds: readonly string[];
  /** Ids of techniques that ablation measures; none: all. */
  readonly ids: readonly string[];
  /** Ablation takes the full dataset, not the sample. */
  readonly full: boolean;
  /** After so many minutes ablation begins no other technique. */
  readonly limitMinutes: number;
}

/** What the command line says: a bench's name and its options, or a wish for help. */
export interface BenchCommand {
  readonly name: string | undefined;
  readonly help: boolean;
  readonly options: BenchOptions;
}

function whole(option: string, text: string, minimum = 1): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= minimum && value <= 0xffff_ffff)) {
    throw new RangeError(
      `Cannot run a bench as --${option} must be a whole number of at least ${minimum}: current value is ${text}`,
    );
  }
  return value;
}

function list(text: string): string[] {
  return text.split(",").filter((part) => part !== "");
}

/**
 * Reads the arguments behind `pnpm bench`.
 * @throws {Error} If an option is unknown or its value is wrong.
 */
export function parseBenchOptions(args: readonly string[]): BenchCommand {
  const { values, positionals } = parseArgs({
    // pnpm hands a separating -- through
    args: args.filter((argument) => argument !== "--"),
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h", default: false },
      json: { type: "boolean", default: false },
      engines: { type: "string", default: "all" },
      peers: { type: "string", default: "" },
      network: { type: "string", default: "" },
      rounds: { type: "string", default: "5" },
      steps: { type: "string", default: "200" },
      threads: { type: "string" },
      data: { type: "string" },
      sample: { type: "boolean", default: false },
      epochs: { type: "string" },
      seeds: { type: "string", default: "0,1,2" },
      recipe: { type: "string" },
      kind: { type: "string", default: "" },
      id: { type: "string", default: "" },
      full: { type: "boolean", default: false },
      "limit-minutes": { type: "string" },
    },
  });
  if (positionals.length > 1) {
    throw new RangeError(
      `Cannot run more than one bench at a time: current names are ${positionals.join(", ")}`,
    );
  }
  if (values.sample && values.data !== undefined) {
    throw new RangeError("Cannot run a bench with both --sample and --data as each names a dataset");
  }
  const seeds = list(values.seeds).map((seed) => whole("seeds", seed, 0));
  if (seeds.length === 0) {
    throw new RangeError("Cannot run a bench as --seeds must name at least one: current number is 0");
  }
  return {
    name: positionals[0],
    help: values.help,
    options: {
      json: values.json,
      engines: parseNames("engines", values.engines, { names: ENGINES }),
      peers: parseNames("peers", values.peers, { names: PEERS, groups: PEER_GROUPS }),
      networks: parseNames("network", values.network, { names: NETWORKS }),
      rounds: whole("rounds", values.rounds),
      steps: whole("steps", values.steps),
      threads: values.threads === undefined ? undefined : whole("threads", values.threads),
      data: values.data,
      sample: values.sample,
      epochs: values.epochs === undefined ? undefined : whole("epochs", values.epochs),
      seeds,
      recipe: values.recipe,
      kinds: list(values.kind),
      ids: list(values.id),
      full: values.full,
      limitMinutes:
        values["limit-minutes"] === undefined
          ? Number.POSITIVE_INFINITY
          : whole("limit-minutes", values["limit-minutes"]),
    },
  };
}
