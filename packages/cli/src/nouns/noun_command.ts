import { type Client, createClient } from "@convzoo/client";
import type { Command, OptionValues } from "../command.ts";
import { readServerUrl } from "../settings.ts";

/** An option of an action, by its name without dashes. */
export interface ActionOption {
  /** What stands for its value in the help, such as `N`; left out: it has none. */
  readonly value?: string;
  /** One letter that does as well. */
  readonly short?: string;
  readonly summary: string;
}

/** What an action is given. */
export interface Given {
  readonly zoo: Client;
  /** The words behind the action's name, as many as it names. */
  readonly words: readonly string[];
  readonly options: OptionValues;
  /** Prints what came of it: as JSON if that is asked for, and in words for people otherwise. */
  tell<Value>(value: Value, inWords: (value: Value) => string): void;
}

/** Something that can be done with the things of one kind. */
export interface Action {
  /** What the words behind its name are, such as `ID`. @default {none} */
  readonly words?: readonly string[];
  readonly summary: string;
  readonly options?: Readonly<Record<string, ActionOption>>;
  /** @returns The exit code if it is a number; otherwise that is 0. */
  run(given: Given): Promise<unknown>;
}

/** The things of one kind that a server keeps. */
export interface Noun {
  /** The command, such as `runs`. */
  readonly name: string;
  readonly summary: string;
  readonly actions: Readonly<Record<string, Action>>;
}

const common: Readonly<Record<string, ActionOption>> = {
  url: { value: "URL", summary: "The server's API (CONVZOO_URL) [default: http://127.0.0.1:4000/graphql]" },
  json: { summary: "Print JSON" },
  help: { summary: "Show this text" },
};

/** Makes the command of a noun: thin over the client, one action a call. */
export function nounCommand({ name, summary, actions }: Noun): Command {
  const all = Object.assign({}, ...Object.values(actions).map(({ options }) => options), common) as Readonly<
    Record<string, ActionOption>
  >;
  return {
    name,
    takesWords: true,
    help: describe({ name, summary, actions }),
    options: Object.fromEntries(
      Object.entries(all)
        .filter(([key]) => key !== "help")
        .map(([key, { value, short }]) => [
          key,
          { type: value === undefined ? "boolean" : "string", ...(short !== undefined && { short }) },
        ]),
    ),
    async run(options, [actionName, ...words]) {
      const action =
        actionName !== undefined && Object.hasOwn(actions, actionName) ? actions[actionName] : undefined;
      if (action === undefined) {
        const known = Object.keys(actions).join(", ");
        throw new Error(
          `Cannot run "convzoo ${name}" as its action must be one of ${known}: current value is ${actionName ?? "none"}`,
        );
      }
      const command = `convzoo ${name} ${actionName}`;
      checkWords(command, action, words);
      checkOptions(command, action, options);
      // A reader that has seen enough, such as head, is no fault.
      process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        process.exit(error.code === "EPIPE" ? 0 : 1);
      });
      const code = await action.run({
        zoo: createClient({ url: readServerUrl(options) }),
        words,
        options,
        tell: (value, inWords) =>
          console.log(options["json"] === true ? JSON.stringify(value, null, 2) : inWords(value)),
      });
      return typeof code === "number" ? code : 0;
    },
  };
}

function checkWords(command: string, { words = [] }: Action, given: readonly string[]): void {
  if (given.length !== words.length) {
    const wanted = words.length === 0 ? "nothing" : words.join(" ");
    throw new Error(
      `Cannot run "${command}" as ${wanted} must follow: current value is ${given.join(" ") || "none"}`,
    );
  }
}

function checkOptions(command: string, { options = {} }: Action, given: OptionValues): void {
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(options, key) && !Object.hasOwn(common, key)) {
      const known = Object.keys({ ...options, ...common })
        .map((each) => `--${each}`)
        .join(", ");
      throw new Error(
        `Cannot run "${command}" as its options must be among ${known}: current value is --${key}`,
      );
    }
  }
}

function describe({ name, summary, actions }: Noun): string {
  const rows = Object.entries(actions).map(([action, { words = [], summary: what }]): [string, string] => [
    [action, ...words].join(" "),
    what,
  ]);
  const options = Object.entries(actions).flatMap(([action, each]) =>
    Object.entries(each.options ?? {}).map(([key, option]) => ({ action, key, option })),
  );
  const keys = [...new Set(options.map(({ key }) => key))];
  const own = keys.map((key): [string, string] => {
    const of = options.filter((each) => each.key === key);
    const { option } = of[0]!;
    return [flagOf(key, option), `${of.map(({ action }) => action).join(", ")}: ${option.summary}`];
  });
  const shared = Object.entries(common).map(([key, option]): [string, string] => [
    flagOf(key, option),
    option.summary,
  ]);
  return `Usage: convzoo ${name} [options] <action>

${summary}

Actions:
${columns(rows)}

Options:
${columns([...own, ...shared])}`;
}

function flagOf(key: string, { short, value }: ActionOption): string {
  return `${short === undefined ? "" : `-${short}, `}--${key}${value === undefined ? "" : ` ${value}`}`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join("\n");
}
