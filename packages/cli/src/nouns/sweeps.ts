import type { Client, StartSweep, Sweep, SweepTrial } from "@convzoo/client";
import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { deleting } from "./delete_thing.ts";
import { foundById } from "./found_by_id.ts";
import { firstOf, firstOption, formatNumber } from "./list_options.ts";
import { type Action, type Given, nounCommand } from "./noun_command.ts";
import { readJson } from "./read_options.ts";
import { watchSweep } from "./watch_sweep.ts";

/** An action that changes a sweep, and shows what it is then. */
const changing = (summary: string, change: (zoo: Client, id: string) => Promise<Sweep>): Action => ({
  words: ["ID"],
  summary,
  run: async ({ zoo, words, tell }) => tell(await change(zoo, words[0]!), describe),
});

/** `convzoo sweeps`. */
export const sweeps: Command = nounCommand({
  name: "sweeps",
  summary: "Starts, shows and ends the sweeps of a running server.",
  actions: {
    list: {
      summary: "Sweeps, newest first",
      options: firstOption,
      run: async ({ zoo, options, tell }) =>
        tell((await zoo.sweeps.page({ first: firstOf(options) })).items, describeAll),
    },
    start: {
      words: ["SWEEP"],
      summary: "Begin the sweep of a StartSweepInput of the API: JSON, @FILE, or - for the standard input",
      run: async ({ zoo, words, tell }) =>
        tell(await zoo.sweeps.start(await readJson<StartSweep>(words[0]!, "SWEEP")), describe),
    },
    show: changing("One sweep, with its best trial", find),
    trials: {
      words: ["ID"],
      summary: "Its trials, as they began",
      options: { ...firstOption, best: { summary: "The best first" } },
      run: listTrials,
    },
    watch: watchSweep,
    wait: changing("Wait until it is over, and show it", (zoo, id) => zoo.sweeps.waitFor(id)),
    pause: changing("Begin no more of its trials until it is resumed", (zoo, id) => zoo.sweeps.pause(id)),
    resume: changing("Let it go on", (zoo, id) => zoo.sweeps.resume(id)),
    cancel: changing("End it, and the runs of its trials", (zoo, id) => zoo.sweeps.cancel(id)),
    delete: deleting("ID", "Delete one that is over; the runs of its trials stay", (zoo, id, dryRun) =>
      zoo.sweeps.delete(id, { dryRun }),
    ),
  },
});

async function listTrials({ zoo, words, options, tell }: Given): Promise<void> {
  const orderBy = options["best"] === true ? "BEST" : "NUMBER";
  tell((await zoo.sweeps.trialsPage(words[0]!, { first: firstOf(options), orderBy })).items, describeTrials);
}

async function find(zoo: Client, id: string): Promise<Sweep> {
  return foundById(await zoo.sweeps.get(id), "show the sweep", id);
}

function describeAll(list: readonly Sweep[]): string {
  return formatTable(
    ["ID", "NAME", "STATE", "TRIALS", "BEST", "METRIC"],
    list.map((each) => [
      each.id,
      each.name,
      each.state,
      `${each.trialCounts.total} of ${each.maxTrials}`,
      formatNumber(each.bestTrial?.objective),
      each.metric,
    ]),
  );
}

function describe(each: Sweep): string {
  const { finished, stopped, failed, canceled, running, paused, total } = each.trialCounts;
  const { failure, endReason, bestTrial: best } = each;
  const waiting = each.isWaiting ? "it waits for the trials whose runs are paused" : null;
  const reason = failure?.message ?? endReason ?? waiting;
  return [
    `${each.name} (${each.id})`,
    `state   ${each.state}${reason === null ? "" : `: ${reason}`}`,
    `trials  ${total} of ${each.maxTrials}: ${finished} finished, ${stopped} stopped, ${failed} failed, ${canceled} canceled, ${paused} paused, ${running} under way`,
    `epochs  ${each.totalEpochs}${each.maxTotalEpochs === null ? "" : ` of ${each.maxTotalEpochs}`}`,
    best === null
      ? "best    none yet"
      : `best    #${best.number}: ${each.metric} ${formatNumber(best.objective)}, ${describeParameters(best)}, ${best.run?.version?.id ?? ""}`,
  ].join("\n");
}

function describeTrials(trials: readonly SweepTrial[]): string {
  return formatTable(
    ["TRIAL", "STATE", "OBJECTIVE", "RUN", "PARAMETERS"],
    trials.map((each) => [
      `#${each.number}`,
      each.state,
      formatNumber(each.objective),
      each.run?.id ?? "",
      `${describeParameters(each)}${describeEnd(each)}`,
    ]),
  );
}

function describeParameters({ parameters }: SweepTrial): string {
  return parameters.map(({ path, value }) => `${path}=${value.label}`).join(" ");
}

/** Why it has no objective, in brackets. */
function describeEnd({ failure, stop }: SweepTrial): string {
  if (failure !== null) {
    return ` (${failure.message})`;
  }
  if (stop === null) {
    return "";
  }
  const value = stop.value === null ? "no finite number" : formatNumber(stop.value);
  const cut = stop.cut === null ? "" : `, the cut was ${formatNumber(stop.cut)}`;
  return ` (stopped after epoch ${stop.epoch}: ${value}${cut})`;
}
