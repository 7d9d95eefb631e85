import type { OptionValues } from "../command.ts";
import type { ActionOption } from "./noun_command.ts";
import { wholeOf } from "./read_options.ts";

/** The option of every list. */
export const firstOption: Readonly<Record<"first", ActionOption>> = {
  first: { value: "N", summary: "How many at most, 1 to 100 [default: 20]" },
};

export function firstOf(options: OptionValues): number {
  return wholeOf(options, "first", { minimum: 1, maximum: 100 }) ?? 20;
}

/** A number as people read it; nothing for none. */
export function formatNumber(value: number | null | undefined): string {
  return value == null ? "" : String(Number(value.toPrecision(5)));
}

/** A time without what nobody reads. */
export function formatTime(time: string | null | undefined): string {
  return time == null ? "" : time.slice(0, 19).replace("T", " ");
}
