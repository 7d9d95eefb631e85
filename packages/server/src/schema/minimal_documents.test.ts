import { syntheticDataset } from "@convzoo/core";
import {
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { copyVersion } from "../testing/copy_version.ts";
import { idxFiles } from "../testing/idx_files.ts";
import { minimalArguments } from "../testing/minimal_arguments.ts";
import { tinyModel } from "../testing/models.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";
import { schema } from "./schema.ts";

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;
let webhookId: string;
const mutations = Object.values(schema.getMutationType()!.getFields());

beforeAll(async () => {
  vi.stubEnv("CONVZOO_SECRET_KEYS", `k=${Buffer.alloc(32, 1).toString("base64")}`);
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  modelId = `Model_${(await server.database.pool.query("select model_id as id from versions")).rows[0].id}`;
  webhookId = await newWebhook();
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
});

async function newWebhook(): Promise<string> {
  const { data } = await server.send(
    `mutation { createWebhook(input: { url: "https://example.com", topics: [EVALUATION] }) {
      ... on MutationCreateWebhookSuccess { data { webhook { id } } } } }`,
  );
  return data.createWebhook.data.webhook.id;
}

/** A run in a state, made for one call. */
async function newRun(state: string): Promise<string> {
  const { rows } = await server.database.pool.query(
    "insert into runs (variant_id, dataset_id, epochs, state) values ($1, $2, 1, $3::run_state) returning id",
    [fixture.variantId, fixture.datasetId, state],
  );
  return `Run_${rows[0].id}`;
}

async function newDelivery(): Promise<string> {
  const { data } = await server.send(
    "mutation ($id: ID!) { testWebhook(id: $id) { ... on MutationTestWebhookSuccess { data { id } } } }",
    { id: webhookId },
  );
  return data.testWebhook.data.id;
}

const version = (): string => `Version_${fixture.versionId}`;
const dataset = (): string => `Dataset_${fixture.datasetId}`;
const variant = (): string => `Variant_${fixture.variantId}`;
const files = (): object =>
  Object.fromEntries(
    Object.entries(idxFiles(syntheticDataset({ height: 8, width: 8, train: 64, test: 16 }))).map(
      ([name, bytes]) => [name, new Blob([bytes])],
    ),
  );

/** Arguments with which a mutation succeeds, made anew for each call. */
const succeeding: Readonly<Record<string, () => unknown>> = {
  registerDataset: () => ({
    input: { name: "another", classes: ["0", "1", "2", "3"], ...files() },
  }),
  createModel: () => ({ input: { name: crypto.randomUUID() } }),
  createVariant: () => ({ input: { modelId, name: "v", spec: tinyModel, train: { epochs: 1 } } }),
  startRun: () => ({ input: { variantId: variant(), datasetId: dataset() } }),
  cancelRun: async () => ({ id: await newRun("PAUSED") }),
  pauseRun: async () => ({ id: await newRun("QUEUED") }),
  resumeRun: async () => ({ id: await newRun("PAUSED") }),
  retryRun: async () => ({ id: await newRun("FAILED") }),
  reproduceRun: () => ({ id: `Run_${fixture.runId}` }),
  tagRun: () => ({ id: `Run_${fixture.runId}` }),
  startAblation: () => ({
    input: {
      name: "a",
      variantId: variant(),
      datasetId: dataset(),
      kind: "ADD_ONE_IN",
      techniques: [{ name: "clip", technique: { gradient: { clipByNorm: { norm: 1 } } } }],
    },
  }),
  tagVersion: () => ({ input: { versionId: version() } }),
  noteVersion: () => ({ input: { versionId: version(), text: "good" } }),
  moveAlias: () => ({ input: { modelId, name: "champion", versionId: version() } }),
  evaluateVersion: () => ({ input: { versionId: version(), datasetId: dataset() } }),
  setGate: () => ({ input: { modelId, aliasName: "gated", rules: [] } }),
  deleteVersions: async () => {
    await copyVersion(server.database, fixture.versionId);
    return { input: { keepNewest: 0, olderThanDays: 0 } };
  },
  pinVersion: () => ({ input: { versionId: version() } }),
  unpinVersion: () => ({ versionId: version() }),
  createWebhook: () => ({ input: { url: "https://example.com", topics: ["RUN"] } }),
  rotateWebhookSecret: () => ({ id: webhookId }),
  disableWebhook: () => ({ id: webhookId }),
  enableWebhook: () => ({ id: webhookId }),
  deleteWebhook: async () => ({ id: await newWebhook() }),
  testWebhook: () => ({ id: webhookId }),
  replayWebhookDelivery: async () => ({ id: await newDelivery() }),
};

/** Sends a mutation, and gives its result. */
async function mutate(
  name: string,
  selection: string,
  values: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { args } = mutations.find((each) => each.name === name)!;
  const given = args.filter((arg) => values[arg.name] !== undefined);
  const declared = given.map((arg) => `$${arg.name}: ${arg.type}`).join(", ");
  const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
  const document = `mutation (${declared}) { ${name}(${passed}) ${selection} }`;
  const { data, errors } = await server.send(document, values);
  expect(errors, document).toBeUndefined();
  return data[name];
}

/** Selections of one field each, of all that a type has. */
function selectionsOf(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields())
    .filter(({ args }) => !args.some(isRequiredArgument))
    .map(({ name, type: fieldType }) =>
      isLeafType(getNamedType(fieldType)) ? `{ ${name} }` : `{ ${name} { __typename } }`,
    );
}

describe("each mutation", () => {
  test.each(mutations.map((field) => [field.name, field] as const))(
    "%s of things that there are not fails as its type says, also if nothing else is asked for",
    async (name, field) => {
      const result = getNamedType(field.type);
      expect(isUnionType(result), "the result is a union").toBe(true);
      const { values, declared, passed } = minimalArguments(field);
      const { data, errors } = await server.send(
        `mutation ${declared} { ${name}${passed} { __typename } }`,
        values,
      );
      expect(errors).toBeUndefined();
      const members = isUnionType(result) ? result.getTypes().map((member) => member.name) : [];
      expect(members).toContain(data[name].__typename);
    },
  );

  test.each(Object.entries(succeeding))(
    "%s succeeds, whatever part of the result is asked for",
    async (name, make) => {
      const field = mutations.find((each) => each.name === name)!;
      const success = `Mutation${name[0]!.toUpperCase()}${name.slice(1)}Success`;
      const type = (schema.getType(success) as GraphQLObjectType).getFields()["data"]!.type;
      expect(field).toBeDefined();
      const call = async (selection: string): Promise<void> => {
        const values = (await make()) as Readonly<Record<string, unknown>>;
        const result = await mutate(name, `{ __typename ${selection} ... on Error { message } }`, values);
        expect(result).toMatchObject({ __typename: success });
      };
      await call("");
      const named = getNamedType(type);
      if (!isObjectType(named)) {
        await call(`... on ${success} { data }`);
        return;
      }
      await call(`... on ${success} { data { __typename } }`);
      for (const selection of selectionsOf(named)) {
        await call(`... on ${success} { data ${selection} }`);
      }
    },
  );
});

describe("each query", () => {
  test.each(Object.values(schema.getQueryType()!.getFields()).map((field) => [field.name, field] as const))(
    "%s of things that there are not is answered, or fails as its type says, also if nothing else is asked for",
    async (name, field) => {
      const { values, declared, passed } = minimalArguments(field);
      const selection = isLeafType(getNamedType(field.type)) ? "" : "{ __typename }";
      const { errors } = await server.send(`query ${declared} { ${name}${passed} ${selection} }`, values);
      // What has no result union says by its code what was wrong with the request.
      expect(errors?.map(({ extensions }) => extensions["code"]) ?? []).not.toContain(
        "INTERNAL_SERVER_ERROR",
      );
    },
  );
});
