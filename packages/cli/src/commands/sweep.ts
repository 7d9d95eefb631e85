import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { type Client, createClient, type StartSweep, type Sweep, type SweepTrial } from "@convzoo/client";
import type { Command, OptionValues } from "../command.ts";
import { parseWhole, readServerUrl } from "../settings.ts";
import { formatTable } from "../table.ts";

type Action = (zoo: Client, given: { readonly id: string; readonly options: OptionValues }) => Promise<void>;

/** What can be done with one sweep. */
const actions: Readonly<Record<string, Action>> = {
  show: async (zoo, { id, options }) => tell(options, await find(zoo, id), describe),
  trials: async (zoo, { id, options }) => {
    const first = parseWhole("--first", String(options["first"] ?? "20"), { minimum: 1, maximum: 100 });
    const orderBy = options["best"] === true ? "BEST" : "NUMBER";
    const { items } = await zoo.sweeps.trialsPage(id, { first, orderBy });
    tell(options, items, describeTrials);
  },
  wait: async (zoo, { id, options }) => tell(options, await zoo.sweeps.waitFor(id), describe),
  pause: async (zoo, { id, options }) => tell(options, await zoo.sweeps.pause(id), describe),
  resume: async (zoo, { id, options }) => tell(options, await zoo.sweeps.resume(id), describe),
  cancel: async (zoo, { id, options }) => tell(options, await zoo.sweeps.cancel(id), describe),
};

export const sweep: Command = {
  name: "sweep",
  takesWords: true,
  help: `Usage: convzoo sweep [options] <action>

Starts, shows and ends the sweeps of a running server.

Actions:
  start FILE   Begin the sweep of a file of JSON, a StartSweepInput of the API; - reads it from the standard input
  list         Sweeps, newest first
  show ID      One sweep, with its best trial
  trials ID    Its trials
  wait ID      Wait until it is over, and show it
  pause ID     Begin no more of its trials until it is resumed
  resume ID    Let it go on
  cancel ID    End it, and the runs of its trials

Options:
  --url URL    The server's API (CONVZOO_URL) [default: http://127.0.0.1:4000/graphql]
  --first N    How many to list, 1 to 100 [default: 20]
  --best       List the best trials first
  --json       Print JSON
  --help       Show this text`,
  options: {
    url: { type: "string" },
    first: { type: "string" },
    best: { type: "boolean" },
    json: { type: "boolean" },
  },
  async run(options, [name, argument, ...more]) {
    const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (name !== "start" && name !== "list" && action === undefined) {
      const known = ["start", "list", ...Object.keys(actions)].join(", ");
      throw new Error(
        `Cannot run "convzoo sweep" as its action must be one of ${known}: current value is ${name ?? "none"}`,
      );
    }
    const count = name === "list" ? 0 : 1;
    const given = [argument, ...more].filter((word) => word !== undefined);
    if (given.length !== count) {
      const what =
        name === "start" ? "the name of one file" : count === 0 ? "nothing" : "the id of one sweep";
      throw new Error(
        `Cannot run "convzoo sweep ${name}" as ${what} must follow: current value is ${given.join(" ") || "none"}`,
      );
    }
    const zoo = createClient({ url: readServerUrl(options) });
    if (name === "start") {
      tell(options, await zoo.sweeps.start(await readSweep(argument!)), describe);
    } else if (name === "list") {
      const first = parseWhole("--first", String(options["first"] ?? "20"), { minimum: 1, maximum: 100 });
      tell(options, (await zoo.sweeps.page({ first })).items, describeSweeps);
    } else {
      await action!(zoo, { id: argument!, options });
    }
    return 0;
  },
};

function tell<Value>(options: OptionValues, value: Value, inWords: (value: Value) => string): void {
  console.log(options["json"] === true ? JSON.stringify(value, null, 2) : inWords(value));
}

async function find(zoo: Client, id: string): Promise<Sweep> {
  const found = await zoo.sweeps.get(id);
  if (found === null) {
    throw new Error(`Cannot show the sweep as there must be one of the id: current value is ${id}`);
  }
  return found;
}

/** The server checks what it says. */
async function readSweep(path: string): Promise<StartSweep> {
  const content = path === "-" ? await text(process.stdin) : await readFile(path, "utf8");
  try {
    return JSON.parse(content) as StartSweep;
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`Cannot start the sweep as ${path} must be JSON: ${message}`, { cause });
  }
}

function describeSweeps(sweeps: readonly Sweep[]): string {
  const rows = sweeps.map((each) => [
    each.id,
    each.name,
    each.state,
    `${each.trialCounts.total} of ${each.maxTrials}`,
    formatNumber(each.bestTrial?.objective),
    each.metric,
  ]);
  return formatTable(["ID", "NAME", "STATE", "TRIALS", "BEST", "METRIC"], rows);
}

function describe(each: Sweep): string {
  const { finished, stopped, failed, canceled, running, total } = each.trialCounts;
  const why = each.failure?.message ?? each.endReason;
  const best = each.bestTrial;
  return [
    `${each.name} (${each.id})`,
    `state   ${each.state}${why === null ? "" : `: ${why}`}`,
    `trials  ${total} of ${each.maxTrials}: ${finished} finished, ${stopped} stopped, ${failed} failed, ${canceled} canceled, ${running} under way`,
    `epochs  ${each.totalEpochs}${each.maxTotalEpochs === null ? "" : ` of ${each.maxTotalEpochs}`}`,
    best === null
      ? "best    none yet"
      : `best    #${best.number}: ${each.metric} ${formatNumber(best.objective)}, ${describeParameters(best)}, ${best.run?.version?.id ?? ""}`,
  ].join("\n");
}

function describeTrials(trials: readonly SweepTrial[]): string {
  const rows = trials.map((each) => [
    `#${each.number}`,
    each.state,
    formatNumber(each.objective),
    each.run?.id ?? "",
    `${describeParameters(each)}${why(each)}`,
  ]);
  return formatTable(["TRIAL", "STATE", "OBJECTIVE", "RUN", "PARAMETERS"], rows);
}

function describeParameters({ parameters }: SweepTrial): string {
  return parameters.map(({ path, value }) => `${path}=${value.label}`).join(" ");
}

function why({ failure, stop }: SweepTrial): string {
  if (failure !== null) {
    return ` (${failure.message})`;
  }
  return stop === null
    ? ""
    : ` (stopped after epoch ${stop.epoch}: ${formatNumber(stop.value)}, the cut was ${formatNumber(stop.cut)})`;
}

function formatNumber(value: number | null | undefined): string {
  return value == null ? "" : String(Number(value.toPrecision(5)));
}
