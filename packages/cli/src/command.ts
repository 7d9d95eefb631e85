import type { ParseArgsOptionsConfig } from "node:util";

/** The options of a command line, by name. */
export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One command of `convzoo`. */
export interface Command {
  readonly name: string;
  /** What `convzoo NAME --help` prints. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** Whether words that are no options may follow its name, such as `sweep show ID`. @default {false} */
  readonly takesWords?: boolean;
  /** @returns The exit code. */
  run(options: OptionValues, words: readonly string[]): Promise<number>;
}
