import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import schemaText from "../../server/schema.graphql?raw";
import { ClientError } from "./client_error.ts";
import { type Client, createClient } from "./create_client.ts";
import type { ModelSpec } from "./resources/variants.ts";
import { collect, dataResponse, type FakeServer, fakeServer, streamResponse } from "./testing/fake_server.ts";

const schema = buildSchema(schemaText);
const emptyPage = { edges: [], pageInfo: { endCursor: null, hasNextPage: false } };
const spec: ModelSpec = { input: { height: 28, width: 28, channels: 1 }, layers: [], classes: 10 };
const blob = new Blob(["x"]);

function clientOf(server: FakeServer): Client {
  return createClient({ url: "http://zoo.test/graphql", fetch: server.fetch });
}

/** A call of every method, and the answer that makes it succeed. */
const calls: readonly [name: string, answer: unknown, call: (zoo: Client) => Promise<unknown>][] = [
  [
    "datasets.register",
    { registerDataset: { data: 1 } },
    (zoo) =>
      zoo.datasets.register({
        name: "fashion",
        classes: ["a"],
        trainImages: blob,
        trainLabels: blob,
        testImages: blob,
        testLabels: blob,
      }),
  ],
  ["datasets.get", { dataset: 1 }, (zoo) => zoo.datasets.get("fashion")],
  [
    "datasets.import",
    { importDataset: { data: 1 } },
    (zoo) => zoo.datasets.import({ name: "fashion", source: { npz: { file: new Blob(), classes: [] } } }),
  ],
  ["datasets.facts", { dataset: { facts: 1 } }, (zoo) => zoo.datasets.facts("fashion")],
  ["datasets.images", { datasetImages: emptyPage }, (zoo) => collect(zoo.datasets.images("d"))],
  ["datasets.get a number", { dataset: 1 }, (zoo) => zoo.datasets.get("fashion", { number: 2 })],
  [
    "datasets.list of a name",
    { datasets: emptyPage },
    (zoo) => collect(zoo.datasets.list({ name: "fashion" })),
  ],
  ["datasets.list", { datasets: emptyPage }, (zoo) => collect(zoo.datasets.list())],
  ["models.create", { createModel: { data: 1 } }, (zoo) => zoo.models.create({ name: "fashion" })],
  ["models.get", { model: 1 }, (zoo) => zoo.models.get("fashion")],
  ["models.list", { models: emptyPage }, (zoo) => collect(zoo.models.list())],
  [
    "variants.create",
    { createVariant: { data: 1 } },
    (zoo) => zoo.variants.create({ modelId: "m", name: "v", spec, train: { epochs: 1 } }),
  ],
  ["variants.get", { node: { __typename: "Variant" } }, (zoo) => zoo.variants.get("v")],
  ["variants.list", { variants: emptyPage }, (zoo) => collect(zoo.variants.list({ modelId: "m" }))],
  [
    "runs.start",
    { startRun: { data: 1 } },
    (zoo) => zoo.runs.start({ variantId: "v", datasetId: "d", seed: 1 }),
  ],
  ["runs.get", { run: 1 }, (zoo) => zoo.runs.get("r")],
  ["runs.list", { runs: emptyPage }, (zoo) => collect(zoo.runs.list({ state: "RUNNING" }))],
  ["runs.cancel", { cancelRun: { data: 1 } }, (zoo) => zoo.runs.cancel("r")],
  ["runs.count", { runs: { totalCount: 1 } }, (zoo) => zoo.runs.count({ tags: ["a"] })],
  ["runs.pause", { pauseRun: { data: 1 } }, (zoo) => zoo.runs.pause("r")],
  ["runs.resume", { resumeRun: { data: 1 } }, (zoo) => zoo.runs.resume("r")],
  ["runs.retry", { retryRun: { data: 1 } }, (zoo) => zoo.runs.retry("r")],
  ["runs.fork", { forkRun: { data: 1 } }, (zoo) => zoo.runs.fork("r")],
  ["runs.deleteCheckpoints", { deleteRunCheckpoints: { data: 1 } }, (zoo) => zoo.runs.deleteCheckpoints("r")],
  ["runs.keptCheckpoints", { run: null }, (zoo) => zoo.runs.keptCheckpoints("r")],
  ["runs.logs", { run: { logs: emptyPage } }, (zoo) => collect(zoo.runs.logs("r", { tail: 5 }))],
  ["runs.reproduce", { reproduceRun: { data: 1 } }, (zoo) => zoo.runs.reproduce("r")],
  ["runs.reproduction", { reproduction: 1 }, (zoo) => zoo.runs.reproduction("r")],
  ["runs.tag", { tagRun: { data: 1 } }, (zoo) => zoo.runs.tag("r", { add: ["a"] })],
  ["runs.series", { runSeries: [] }, (zoo) => zoo.runs.series({ runIds: ["r"], metrics: ["loss"] })],
  [
    "runs.boundedSeries",
    { runSeries: [] },
    (zoo) => zoo.runs.boundedSeries({ runIds: ["r"], metrics: ["loss"] }),
  ],
  [
    "runs.countGroups",
    { runGroups: { totalCount: 1 } },
    (zoo) => zoo.runs.countGroups({ metric: "testAccuracy" }),
  ],
  ["runs.groups", { runGroups: emptyPage }, (zoo) => collect(zoo.runs.groups({ metric: "testAccuracy" }))],
  [
    "ablations.start",
    { startAblation: { data: 1 } },
    (zoo) =>
      zoo.ablations.start({
        name: "a",
        variantId: "v",
        datasetId: "d",
        kind: "ADD_ONE_IN",
        techniques: [{ name: "clip", technique: { gradient: { clipByNorm: { norm: 1 } } } }],
      }),
  ],
  [
    "sweeps.start",
    { startSweep: { data: 1 } },
    (zoo) =>
      zoo.sweeps.start({
        ...{ name: "rates", base: { variantId: "v" }, datasetId: "d", method: { tpe: {} } },
        space: [
          { path: "train.optimizer.adam.learningRate", domain: { logUniform: { low: 1e-4, high: 0.1 } } },
        ],
        budget: { maxTrials: 3 },
      }),
  ],
  ["sweeps.get", { sweep: 1 }, (zoo) => zoo.sweeps.get("s")],
  ["sweeps.list", { sweeps: emptyPage }, (zoo) => collect(zoo.sweeps.list({ states: ["RUNNING"] }))],
  [
    "sweeps.trials",
    { sweep: { trials: emptyPage } },
    (zoo) => collect(zoo.sweeps.trials("s", { orderBy: "BEST" })),
  ],
  ["sweeps.events", { sweep: { events: emptyPage } }, (zoo) => collect(zoo.sweeps.events("s"))],
  ["sweeps.eventsPage", { sweep: { events: emptyPage } }, (zoo) => zoo.sweeps.eventsPage("s", { last: 5 })],
  ["datasets.delete", { deleteDataset: { data: 1 } }, (zoo) => zoo.datasets.delete("d", { dryRun: true })],
  ["models.delete", { deleteModel: { data: 1 } }, (zoo) => zoo.models.delete("m")],
  ["variants.delete", { deleteVariant: { data: 1 } }, (zoo) => zoo.variants.delete("v")],
  ["runs.delete", { deleteRuns: { data: 1 } }, (zoo) => zoo.runs.delete({ ids: ["r"] }, { dryRun: true })],
  [
    "runs.deleteAll",
    { deleteRuns: { data: { endCursor: null } } },
    (zoo) => collect(zoo.runs.deleteAll({ ids: ["r"] })),
  ],
  ["ablations.delete", { deleteAblation: { data: 1 } }, (zoo) => zoo.ablations.delete("a")],
  ["sweeps.delete", { deleteSweep: { data: 1 } }, (zoo) => zoo.sweeps.delete("s")],
  ["sweeps.trialsPage", { sweep: { trials: emptyPage } }, (zoo) => zoo.sweeps.trialsPage("s")],
  ["sweeps.cancel", { cancelSweep: { data: 1 } }, (zoo) => zoo.sweeps.cancel("s")],
  ["sweeps.pause", { pauseSweep: { data: 1 } }, (zoo) => zoo.sweeps.pause("s")],
  ["sweeps.resume", { resumeSweep: { data: 1 } }, (zoo) => zoo.sweeps.resume("s")],
  ["ablations.report", { ablationReport: 1 }, (zoo) => zoo.ablations.report("a")],
  ["versions.get", { version: 1 }, (zoo) => zoo.versions.get("v")],
  ["versions.list", { versions: emptyPage }, (zoo) => collect(zoo.versions.list({ modelId: "m" }))],
  ["versions.card", { modelCard: { markdown: "# m" } }, (zoo) => zoo.versions.card("v")],
  ["aliases.get", { alias: 1 }, (zoo) => zoo.aliases.get("m", "champion")],
  ["aliases.at", { aliasAt: { id: "v" } }, (zoo) => zoo.aliases.at("m", "champion", new Date(0))],
  [
    "aliases.move",
    { moveAlias: { data: 1 } },
    (zoo) => zoo.aliases.move({ modelId: "m", name: "champion", versionId: "v" }),
  ],
  [
    "evaluations.start",
    { evaluateVersion: { data: 1 } },
    (zoo) => zoo.evaluations.start({ versionId: "v", datasetId: "d" }),
  ],
  ["evaluations.get", { evaluation: 1 }, (zoo) => zoo.evaluations.get("e")],
  [
    "evaluations.compare",
    { compareVersions: { data: [] } },
    (zoo) => zoo.evaluations.compare({ baselineId: "v", versionIds: ["w"], datasetId: "d" }),
  ],
  [
    "evaluations.images",
    { evaluation: { images: emptyPage } },
    (zoo) => zoo.evaluations.images("e", { label: 1, order: "WORST" }),
  ],
  ["evaluations.neighbours", { evaluation: null }, (zoo) => zoo.evaluations.neighbours("e", 3)],
  [
    "evaluations.disagreements",
    { compareVersions: { data: [{ disagreements: emptyPage }] } },
    (zoo) => zoo.evaluations.disagreements({ baselineId: "v", versionId: "w", datasetId: "d" }),
  ],
  ["webhooks.rotateSecret", { rotateWebhookSecret: { data: 1 } }, (zoo) => zoo.webhooks.rotateSecret("w")],
  ["webhooks.disable", { disableWebhook: { data: 1 } }, (zoo) => zoo.webhooks.disable("w", "moving")],
  ["webhooks.enable", { enableWebhook: { data: 1 } }, (zoo) => zoo.webhooks.enable("w")],
  ["webhooks.history", { node: null }, (zoo) => zoo.webhooks.history("d")],
  ["webhooks.attempts", { node: null }, (zoo) => zoo.webhooks.attempts("d", { last: 2 })],
  ["versions.tag", { tagVersion: { data: { tags: [] } } }, (zoo) => zoo.versions.tag({ versionId: "v" })],
  ["versions.note", { noteVersion: { data: 1 } }, (zoo) => zoo.versions.note("v", "good")],
  ["versions.pin", { pinVersion: { data: 1 } }, (zoo) => zoo.versions.pin("v")],
  ["versions.unpin", { unpinVersion: { data: 1 } }, (zoo) => zoo.versions.unpin("v")],
  [
    "versions.planRetention",
    { retentionPlan: { data: { versions: emptyPage } } },
    (zoo) => zoo.versions.planRetention({ keepNewest: 5, olderThanDays: 30 }),
  ],
  [
    "versions.deleteByRetention",
    { deleteVersions: { data: { versionIds: [] } } },
    (zoo) => zoo.versions.deleteByRetention({ keepNewest: 5, olderThanDays: 30 }),
  ],
  [
    "aliases.setGate",
    { setGate: { data: 1 } },
    (zoo) => zoo.aliases.setGate({ modelId: "m", aliasName: "champion", rules: [] }),
  ],
  [
    "webhooks.create",
    { createWebhook: { data: 1 } },
    (zoo) => zoo.webhooks.create({ url: "https://example.com", topics: ["RUN"] }),
  ],
  ["webhooks.get", { webhook: 1 }, (zoo) => zoo.webhooks.get("w")],
  ["webhooks.list", { webhooks: emptyPage }, (zoo) => zoo.webhooks.list()],
  ["webhooks.delete", { deleteWebhook: { data: "w" } }, (zoo) => zoo.webhooks.delete("w")],
  ["webhooks.test", { testWebhook: { data: 1 } }, (zoo) => zoo.webhooks.test("w")],
  ["webhooks.deliveries", { webhook: { deliveries: emptyPage } }, (zoo) => zoo.webhooks.deliveries("w")],
  ["webhooks.replay", { replayWebhookDelivery: { data: 1 } }, (zoo) => zoo.webhooks.replay("d")],
  ["predictions.get", { prediction: 1 }, (zoo) => zoo.predictions.get("p")],
  [
    "predictions.list",
    { predictions: emptyPage },
    (zoo) => collect(zoo.predictions.list({ filter: { probabilityBelow: 0.5 } })),
  ],
  [
    "acts.list",
    { acts: emptyPage },
    (zoo) =>
      collect(zoo.acts.list({ filter: { subjectId: "Run_r", kinds: ["RUN_CANCELED"], actors: ["ada"] } })),
  ],
  ["acts.count", { acts: { totalCount: 1 } }, (zoo) => zoo.acts.count({ actors: ["ada"] })],
  ["predictions.count", { predictions: { totalCount: 1 } }, (zoo) => zoo.predictions.count()],
  ["variants.cost", { node: null }, (zoo) => zoo.variants.cost("v")],
  ["variants.diff", { diffVariants: { data: [] } }, (zoo) => zoo.variants.diff("v", "w")],
  ["catalogue", { catalogue: [] }, (zoo) => zoo.catalogue({ kind: "layer" })],
  ["predict", { predict: { data: 1 } }, (zoo) => zoo.predict({ modelId: "m", name: "champion" }, [blob])],
  ["predict", { predict: { data: 1 } }, (zoo) => zoo.predict("v", [blob], { topK: 1 })],
];

describe("Client", () => {
  test.each(calls)("%s() sends a document that the schema accepts", async (_name, answer, call) => {
    const server = fakeServer(dataResponse(answer));
    await call(clientOf(server));
    expect(server.requests).toHaveLength(1);
    const document = parse(server.requests[0]?.query ?? "");
    expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  });

  test.each<[string, unknown, (zoo: Client) => Promise<unknown>]>([
    ["runs.watch", { run: { state: "FAILED", events: [] } }, (zoo) => collect(zoo.runs.watch("r"))],
    ["sweeps.watch", { sweep: { state: "FAILED", eventCount: 0 } }, (zoo) => collect(zoo.sweeps.watch("s"))],
  ])("%s() sends documents that the schema accepts", async (_name, over, call) => {
    const server = fakeServer(streamResponse([]), dataResponse(over));
    await call(clientOf(server));
    expect(server.requests).toHaveLength(2);
    for (const { query } of server.requests) {
      expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
    }
  });

  test("calls every method there is in these tests", () => {
    const zoo = clientOf(fakeServer());
    const methods = Object.entries(zoo).flatMap(([name, member]) =>
      typeof member === "function" ? [name] : Object.keys(member).map((key) => `${name}.${key}`),
    );
    const transport = ["query", "mutate", "subscribe"];
    const elsewhere = [...transport, "runs.watch", "runs.waitFor", "sweeps.watch", "sweeps.waitFor"];
    const called = new Set([...calls.map(([name]) => name), ...elsewhere]);
    expect(methods.filter((name) => !called.has(name) && !name.endsWith(".page"))).toEqual([]);
  });
});

describe("Client mutations", () => {
  test("reject with the typed error that the server gives", async () => {
    const failure = {
      __typename: "InvalidInputError",
      message: "Cannot build layer",
      code: "SPEC_INVALID",
      path: "input.spec.layers[3].filters",
      received: "0",
    };
    const zoo = clientOf(fakeServer(dataResponse({ createVariant: failure })));
    const call = zoo.variants.create({ modelId: "m", name: "v", spec, train: {} });
    await expect(call).rejects.toBeInstanceOf(ClientError);
    await expect(call).rejects.toMatchObject({
      message: "Cannot build layer",
      code: "SPEC_INVALID",
      path: "input.spec.layers[3].filters",
      received: "0",
      details: { type: "InvalidInputError" },
    });
  });

  test("keep the further fields of a typed error", async () => {
    const failure = { __typename: "RunFinishedError", message: "m", code: "RUN_FINISHED", state: "FAILED" };
    const zoo = clientOf(fakeServer(dataResponse({ cancelRun: failure })));
    await expect(zoo.runs.cancel("r")).rejects.toMatchObject({
      code: "RUN_FINISHED",
      details: { state: "FAILED" },
    });
  });

  test("send files by name and place", async () => {
    const server = fakeServer(dataResponse({ predict: { data: [] } }));
    await clientOf(server).predict("v", [new File(["a"], "a.png"), new File(["b"], "b.png")]);
    const form = server.requests[0]!.form!;
    expect(form.get("map")).toBe('{"0":["variables.images.0"],"1":["variables.images.1"]}');
    expect((form.get("1") as File).name).toBe("b.png");
  });
});

describe("createClient()", () => {
  test("refuses an address that is no URL", () => {
    expect(() => createClient({ url: "zoo" })).toThrow(
      new TypeError('Cannot create a client as "url" must be a URL: current value is zoo'),
    );
  });
});
