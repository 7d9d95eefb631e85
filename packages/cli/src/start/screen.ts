import type { WriteStream } from "node:tty";

/** Where `start` tells what it does. */
export interface Screen {
  /** Whether a line can be drawn over, as in a terminal. */
  readonly live: boolean;
  /** Characters that a drawn line may have. */
  readonly width: number;
  /** Writes a line that stays. */
  say(line: string): void;
  /** Draws a line that the next one replaces; only if the screen is live. */
  draw(line: string): void;
}

const clearLine = "\r\u001B[K";

/** Makes a screen of an output stream. */
export function createScreen(stream: Pick<WriteStream, "write" | "isTTY" | "columns">): Screen {
  const live = stream.isTTY && !process.env["CI"] && process.env["TERM"] !== "dumb";
  let drawn = false;
  // A line that wraps could not be drawn over.
  const width = (): number => Math.max(0, (stream.columns ?? 80) - 1);
  return {
    live,
    get width() {
      return width();
    },
    say(line) {
      stream.write(`${drawn ? clearLine : ""}${line}\n`);
      drawn = false;
    },
    draw(line) {
      if (live) {
        stream.write(`${clearLine}${line.slice(0, width())}`);
        drawn = true;
      }
    },
  };
}
