import type { SweepEvent } from "@convzoo/client";
import { formatNumber, formatTime } from "./list_options.ts";
import type { Action } from "./noun_command.ts";
import { wholeOf } from "./read_options.ts";

/** `convzoo sweeps watch`: a line an event, to the end of the sweep. */
export const watchSweep: Action = {
  words: ["ID"],
  summary: "What happens in it and in its trials, a line each, until it is over",
  options: {
    tail: { value: "N", summary: "Of what has happened already only the last lines [default: all]" },
  },
  async run({ zoo, words, options }) {
    const tail = wholeOf(options, "tail", { minimum: 0, maximum: 1_000_000 });
    for await (const event of zoo.sweeps.watch(words[0]!, { tail })) {
      console.log(options["json"] === true ? JSON.stringify(event) : describeEvent(event));
    }
  },
};

function describeEvent(event: SweepEvent): string {
  const who = event.type === "SweepStateChanged" ? "sweep" : `#${event.number}`;
  return `${formatTime(event.createdAt)}  ${who.padEnd(5)}  ${describeWhat(event)}`;
}

function describeWhat(event: SweepEvent): string {
  switch (event.type) {
    case "SweepStateChanged": {
      const reason = event.failure?.message ?? event.endReason;
      return `${event.state}${reason === null ? "" : `: ${reason}`}`;
    }
    case "SweepTrialStarted": {
      const { parameters } = event.trial;
      return `started: ${parameters.map(({ path, value }) => `${path}=${value.label}`).join(" ")}`;
    }
    case "SweepTrialReported":
      return `epoch ${event.epoch}: ${numberOr(event.value, "no figure")}`;
    case "SweepTrialStopped": {
      const cut = event.cut === null ? "" : `, the cut was ${formatNumber(event.cut)}`;
      return `stopped after epoch ${event.epoch}: ${numberOr(event.value, "no finite number")}${cut}`;
    }
    case "SweepTrialFinished":
      return `finished: ${formatNumber(event.objective)}${event.isBest ? ", the best" : ""}`;
    case "SweepTrialFailed":
      return `failed: ${event.failure?.message ?? ""}`;
    case "SweepTrialPaused":
      return "paused";
    case "SweepTrialResumed":
      return "goes on";
    case "SweepTrialCanceled":
      return "canceled";
  }
}

function numberOr(value: number | null, otherwise: string): string {
  return value === null ? otherwise : formatNumber(value);
}
