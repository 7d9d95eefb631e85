import type { Client, ForkRun, Run, RunConditions, RunGroup, RunLogLine } from "@convzoo/client";
import type { Command } from "../command.ts";
import { formatTable } from "../table.ts";
import { deleteRuns } from "./delete_runs.ts";
import { dryRunOption } from "./delete_thing.ts";
import { foundById } from "./found_by_id.ts";
import { firstOf, firstOption, formatNumber, formatTime } from "./list_options.ts";
import { type Action, type Given, nounCommand } from "./noun_command.ts";
import { choiceOf, jsonOf, requiredText, textOf, wholeOf } from "./read_options.ts";

const states = ["QUEUED", "RUNNING", "PAUSED", "SUCCEEDED", "FAILED", "CANCELED"] as const;
const levels = ["DEBUG", "INFO", "WARNING", "ERROR"] as const;
const largestSeed = 2 ** 31 - 1;

const filterOptions = {
  state: { value: "STATE", summary: `Only those in this state: ${states.join(", ")}` },
  tag: { value: "TAG", summary: "Only those with this tag" },
  variant: { value: "ID", summary: "Only those of this variant; the variant to train, or to go on with" },
  filter: {
    value: "JSON",
    summary: "Only those that a RunFilterInput of the API lets through; @FILE, or - for the standard input",
  },
} as const;

/** An action that asks something of one run, and shows what it is then. */
function change(summary: string, act: (runs: Client["runs"], id: string) => Promise<Run>): Action {
  return {
    words: ["ID"],
    summary,
    run: async ({ zoo, words, tell }) => tell(await act(zoo.runs, words[0]!), describeRun),
  };
}

/** `convzoo runs`. */
export const runs: Command = nounCommand({
  name: "runs",
  summary: "Lists, starts, watches, ends and deletes the trainings of a running server.",
  actions: {
    list: {
      summary: "Runs, newest first",
      options: {
        ...firstOption,
        ...filterOptions,
        sort: { value: "METRIC", summary: "By the latest value of this metric, the largest first" },
        ascending: { summary: "The smallest first" },
      },
      async run({ zoo, options, tell }) {
        const metric = textOf(options, "sort");
        const orderBy = { ascending: options["ascending"] === true, ...(metric !== undefined && { metric }) };
        const { items } = await zoo.runs.page({
          first: firstOf(options),
          filter: await conditionsOf(options),
          orderBy,
        });
        tell(items, (list) => describeRuns(list, metric));
      },
    },
    count: {
      summary: "How many there are",
      options: filterOptions,
      run: async ({ zoo, options, tell }) => tell(await zoo.runs.count(await conditionsOf(options)), String),
    },
    groups: {
      words: ["METRIC"],
      summary: "Mean, deviation and 95 % interval of a metric over the seeds",
      options: {
        ...firstOption,
        filter: filterOptions.filter,
        sort: { value: "FIGURE", summary: "By MEAN, N or DEVIATION, the largest first" },
        ascending: { summary: "The smallest first" },
      },
      run: listGroups,
    },
    show: {
      words: ["ID"],
      summary: "One run",
      run: async ({ zoo, words, tell }) => tell(await find(zoo, words[0]!), describeRun),
    },
    start: {
      summary: "Queue a run",
      options: {
        variant: filterOptions.variant,
        dataset: { value: "ID", summary: "The dataset" },
        seed: { value: "N", summary: "Decides every random number [default: 0]" },
        fast: { summary: "Mode FAST: the same bits on one kind of machine only" },
        tag: filterOptions.tag,
        "keep-checkpoints": {
          value: "N",
          summary: "How many ends of epochs are kept for forks [default: 0]",
        },
      },
      run: start,
    },
    pause: change("Store where it is, and pause", (zoo, id) => zoo.pause(id)),
    resume: change("Go on with a paused one", (zoo, id) => zoo.resume(id)),
    cancel: change("Ask it to stop", (zoo, id) => zoo.cancel(id)),
    retry: change("Train one again that failed or was canceled", (zoo, id) => zoo.retry(id)),
    reproduce: change("Train one again that succeeded, from its seed, specs and data", (zoo, id) =>
      zoo.reproduce(id),
    ),
    fork: {
      words: ["ID"],
      summary: "Go on from a checkpoint of it, also with changes",
      options: {
        epoch: { value: "N", summary: "The end of an epoch that is kept [default: the newest checkpoint]" },
        train: {
          value: "JSON",
          summary:
            'Members of the train spec that change, such as {"epochs": 8}; @FILE, or - for the standard input',
        },
        variant: filterOptions.variant,
      },
      run: fork,
    },
    checkpoints: {
      words: ["ID"],
      summary: "The ends of epochs that are kept of it",
      options: { delete: { summary: "Delete them; forks keep what they begin with" } },
      async run({ zoo, words, options, tell }) {
        if (options["delete"] === true) {
          tell(await zoo.runs.deleteCheckpoints(words[0]!), describeRun);
        } else {
          tell(await zoo.runs.keptCheckpoints(words[0]!), (list) =>
            formatTable(
              ["EPOCH", "STEP", "BYTES", "CREATED"],
              list.map((each) => [
                String(each.epoch),
                String(each.step),
                String(each.sizeBytes),
                formatTime(each.createdAt),
              ]),
            ),
          );
        }
      },
    },
    delete: {
      summary: "Delete those that are over and that nothing needs, with all that is their own",
      options: {
        id: { value: "ID,...", summary: "These, at most 200" },
        ...filterOptions,
        ...dryRunOption,
      },
      run: remove,
    },
    logs: {
      words: ["ID"],
      summary: "Its log",
      options: {
        follow: { short: "f", summary: "Go on with what comes, until it is over" },
        tail: { value: "N", summary: "Only the last lines [default: all, or 100 with --follow]" },
        level: {
          value: "LEVEL",
          summary: `Only lines that matter as much: ${levels.join(", ")} [default: INFO]`,
        },
      },
      run: logs,
    },
    wait: {
      words: ["ID"],
      summary: "Wait until it is over, and show it; the exit code is 1 unless it succeeded",
      async run({ zoo, words, tell }) {
        const run = await zoo.runs.waitFor(words[0]!);
        tell(run, describeRun);
        return run.state === "SUCCEEDED" ? 0 : 1;
      },
    },
    tag: {
      words: ["ID"],
      summary: "Give it a tag, or take one away",
      options: {
        add: { value: "TAG", summary: "The tag that it gets" },
        remove: { value: "TAG", summary: "The tag that it loses" },
      },
      async run({ zoo, words, options, tell }) {
        const list = (name: string): string[] => [textOf(options, name)].filter((each) => each !== undefined);
        tell(await zoo.runs.tag(words[0]!, { add: list("add"), remove: list("remove") }), describeRun);
      },
    },
  },
});

async function conditionsOf(options: Given["options"]): Promise<RunConditions> {
  const filter = await jsonOf<RunConditions>(options, "filter");
  const state = choiceOf(options, "state", states);
  const [tag, variant] = [textOf(options, "tag"), textOf(options, "variant")];
  return {
    and: [
      filter ?? {},
      {
        ...(state !== undefined && { states: [state] }),
        ...(tag !== undefined && { tags: [tag] }),
        ...(variant !== undefined && { variantIds: [variant] }),
      },
    ],
  };
}

async function listGroups({ zoo, words, options, tell }: Given): Promise<void> {
  const by = choiceOf(options, "sort", ["MEAN", "N", "DEVIATION"] as const);
  const filter = await jsonOf<RunConditions>(options, "filter");
  const first = firstOf(options);
  const orderBy = by && { by, ascending: options["ascending"] === true };
  const groups: RunGroup[] = [];
  for await (const group of zoo.runs.groups({ metric: words[0]!, filter, orderBy, pageSize: first })) {
    groups.push(group);
    if (groups.length === first) {
      break;
    }
  }
  tell(groups, (list) =>
    formatTable(
      ["VARIANT", "DATASET", "N", "MEAN", "DEVIATION", "INTERVAL"],
      list.map(({ variant, dataset, n, mean, standardDeviation, interval }) => [
        variant.name,
        dataset.name,
        String(n),
        formatNumber(mean),
        formatNumber(standardDeviation),
        interval === null ? "" : `${formatNumber(interval.lower)} to ${formatNumber(interval.upper)}`,
      ]),
    ),
  );
}

async function start({ zoo, options, tell }: Given): Promise<void> {
  const tag = textOf(options, "tag");
  const run = await zoo.runs.start({
    variantId: requiredText(options, "variant"),
    datasetId: requiredText(options, "dataset"),
    seed: wholeOf(options, "seed", { minimum: -largestSeed, maximum: largestSeed }) ?? 0,
    mode: options["fast"] === true ? "FAST" : "PORTABLE",
    tags: tag === undefined ? [] : [tag],
    keepCheckpoints: wholeOf(options, "keep-checkpoints", { minimum: 0, maximum: 20 }) ?? 0,
  });
  tell(run, describeRun);
}

async function fork({ zoo, words, options, tell }: Given): Promise<void> {
  const train = await jsonOf<NonNullable<ForkRun["changes"]>["train"]>(options, "train");
  const variantId = textOf(options, "variant");
  if (train !== undefined && variantId !== undefined) {
    throw new Error("Cannot fork the run as only one of --train and --variant must be given");
  }
  const changes = (train === undefined ? variantId && { variantId } : { train }) as ForkRun["changes"];
  const epoch = wholeOf(options, "epoch", { minimum: 0, maximum: 10_000 });
  tell(await zoo.runs.fork(words[0]!, { epoch, changes }), describeRun);
}

async function remove(given: Given): Promise<void> {
  const ids = textOf(given.options, "id")?.split(",");
  const conditions = Object.keys(filterOptions).filter((name) => given.options[name] !== undefined);
  if ((ids === undefined) === (conditions.length === 0)) {
    throw new Error(
      `Cannot delete runs as either --id or some of ${Object.keys(filterOptions)
        .map((name) => `--${name}`)
        .join(", ")} must be given`,
    );
  }
  await deleteRuns(given, ids === undefined ? { filter: await conditionsOf(given.options) } : { ids });
}

async function logs({ zoo, words, options }: Given): Promise<void> {
  const tail = wholeOf(options, "tail", { minimum: 0, maximum: 1000 });
  const minimumLevel = choiceOf(options, "level", levels);
  const lines = zoo.runs.logs(words[0]!, { follow: options["follow"] === true, tail, minimumLevel });
  for await (const line of lines) {
    console.log(options["json"] === true ? JSON.stringify(line) : describeLine(line));
  }
}

function describeLine({ time, level, attempt, message }: RunLogLine): string {
  return `${formatTime(time)}  ${level.padEnd(7)}  #${attempt ?? "?"}  ${message}`;
}

async function find(zoo: Client, id: string): Promise<Run> {
  return foundById(await zoo.runs.get(id), "show the run", id);
}

function describeRuns(list: readonly Run[], metric = "testAccuracy"): string {
  return formatTable(
    ["ID", "STATE", "EPOCH", "VARIANT", "DATASET", "SEED", metric.toUpperCase(), "CREATED"],
    list.map((run) => [
      run.id,
      run.state,
      `${run.epoch} of ${run.epochs}`,
      run.variant.name,
      run.dataset.name,
      String(run.seed),
      formatNumber(run.latestMetrics.find(({ name }) => name === metric)?.value),
      formatTime(run.createdAt),
    ]),
  );
}

function describeRun(run: Run): string {
  const { origin, forkPoint, failure, version } = run;
  const where = forkPoint === null ? "" : ` after epoch ${forkPoint.epoch}, step ${forkPoint.step}`;
  const rows: (readonly [string, string])[] = [
    ["state", `${run.state}${failure === null ? "" : `: ${failure.code}: ${failure.message}`}`],
    ["epoch", `${run.epoch} of ${run.epochs}, attempt ${run.attempt}`],
    ["variant", `${run.variant.name} (${run.variant.id})`],
    ["dataset", `${run.dataset.name} (${run.dataset.id})`],
    ["seed", `${run.seed}, ${run.mode}`],
    ...(origin === null ? [] : [["origin", `${run.originKind} of ${origin.id}${where}`] as const]),
    ...(run.tags.length === 0 ? [] : [["tags", run.tags.join(", ")] as const]),
    ["actor", run.actor],
    ["created", formatTime(run.createdAt)],
    ...(run.finishedAt === null ? [] : [["finished", formatTime(run.finishedAt)] as const]),
    ...(version === null ? [] : [["version", version.id] as const]),
    ...run.latestMetrics.map(({ name, value }) => [name, formatNumber(value)] as const),
  ];
  return [run.id, formatTable(["", ""], rows).split("\n").slice(1).join("\n")].join("\n");
}
