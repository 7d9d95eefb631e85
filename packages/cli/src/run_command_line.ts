import { readFile } from "node:fs/promises";
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Command, OptionValues } from "./command.ts";

interface Entry {
  readonly summary: string;
  /** A command loads its parts only when it runs: `--help` needs no database driver. */
  load(): Promise<Command>;
}

const commands: Readonly<Record<string, Entry>> = {
  start: {
    summary: "Train a first model and serve it, with all that is needed for that",
    load: async () => (await import("./commands/start.ts")).start,
  },
  server: {
    summary: "Serve the GraphQL API",
    load: async () => (await import("./commands/server.ts")).server,
  },
  worker: {
    summary: "Train what is queued",
    load: async () => (await import("./commands/worker.ts")).worker,
  },
  migrate: {
    summary: "Bring a database up to date",
    load: async () => (await import("./commands/migrate.ts")).migrate,
  },
  runs: {
    summary: "List, start, watch, fork and end runs of a server",
    load: async () => (await import("./nouns/runs.ts")).runs,
  },
  datasets: {
    summary: "List and import datasets of a server",
    load: async () => (await import("./nouns/datasets.ts")).datasets,
  },
  models: {
    summary: "List and make models of a server",
    load: async () => (await import("./nouns/models.ts")).models,
  },
  variants: {
    summary: "List and make variants of a server",
    load: async () => (await import("./nouns/variants.ts")).variants,
  },
  versions: {
    summary: "List trained versions of a server, and their cards",
    load: async () => (await import("./nouns/versions.ts")).versions,
  },
  aliases: {
    summary: "Show and move aliases of a server",
    load: async () => (await import("./nouns/aliases.ts")).aliases,
  },
  ablations: {
    summary: "Start ablations of a server, and report them",
    load: async () => (await import("./nouns/ablations.ts")).ablations,
  },
  sweeps: {
    summary: "Start, show and end sweeps of a server",
    load: async () => (await import("./nouns/sweeps.ts")).sweeps,
  },
  predict: {
    summary: "Classify image files with a version of a server",
    load: async () => (await import("./nouns/predict.ts")).predict,
  },
  evaluations: {
    summary: "Evaluate versions of a server, and compare them",
    load: async () => (await import("./nouns/evaluations.ts")).evaluations,
  },
  acts: {
    summary: "List who did what on a server",
    load: async () => (await import("./nouns/acts.ts")).acts,
  },
};

/** Words that do as well. */
const synonyms: Readonly<Record<string, string>> = { sweep: "sweeps" };

/**
 * Runs `convzoo` with the words of a command line.
 * @returns The exit code.
 * @throws {Error} In one sentence, if something cannot be done.
 */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    console.log(describeCommands());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    console.log(await readVersion());
    return 0;
  }
  const key = Object.hasOwn(synonyms, name) ? synonyms[name]! : name;
  const entry = Object.hasOwn(commands, key) ? commands[key] : undefined;
  if (entry === undefined) {
    const known = Object.keys(commands).join(", ");
    throw new Error(`Cannot run convzoo as the command must be one of ${known}: current value is ${name}`);
  }
  const command = await entry.load();
  const { options, words: others } = parseOptions(command, rest);
  if (options["help"] === true) {
    console.log(command.help);
    return 0;
  }
  return await command.run(options, others);
}

function parseOptions(
  command: Command,
  words: readonly string[],
): { readonly options: OptionValues; readonly words: readonly string[] } {
  const config: ParseArgsConfig = {
    args: [...words],
    options: { ...command.options, help: { type: "boolean", short: "h" } },
    strict: true,
    allowPositionals: command.takesWords === true,
  };
  try {
    const { values, positionals } = parseArgs(config);
    return { options: values as OptionValues, words: positionals };
  } catch (error) {
    // Node's own sentences are good; only their advice about positional arguments is of no use here.
    const [reason] = (error as Error).message.split(". ");
    throw new Error(`Cannot run "convzoo ${command.name}": ${reason}`, { cause: error });
  }
}

function describeCommands(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(13)}${summary}`);
  return `Usage: convzoo <command> [options]

A zoo of convolutional image classifiers behind a GraphQL API.

Commands:
${lines.join("\n")}

Options:
  --help      Show this text, or that of a command
  --version   Show the version`;
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
