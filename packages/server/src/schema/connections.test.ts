import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CountedAnswer, countStatements } from "../testing/count_statements.ts";
import type { PlantedEvaluations } from "../testing/planted_evaluations.ts";
import { plantZoo } from "../testing/planted_zoo.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { schema } from "./schema.ts";

let server: TestServer;
let planted: PlantedEvaluations;

beforeAll(async () => {
  server = await startTestServer();
  planted = await plantZoo(server.database);
});
afterAll(() => server.close());

const list = (field: string) => (inner: string) => `${field} { edges { node { ${inner} } } }`;
const within =
  (...fields: string[]) =>
  (inner: string): string =>
    fields.reduceRight((document, field) => list(`${field}(first: $n)`)(document), inner);

/** How a document gets at several owners of a list, for each type that has lists. A new one needs a line here. */
const owners: Readonly<Record<string, (inner: string) => string>> = {
  Query: (inner) => inner,
  Dataset: within("datasets"),
  DatasetImage: list("datasetImages(datasetId: $datasetId, first: $n)"),
  Model: within("models"),
  Variant: within("variants"),
  Run: within("runs"),
  Sweep: within("sweeps"),
  Version: within("versions"),
  Alias: within("aliases"),
  Evaluation: within("versions", "evaluations"),
  ConfusionCell: (inner) =>
    `nodes(ids: $evaluationIds) { ... on Evaluation { report { confusion { ${inner} } } } }`,
  VersionComparison: (inner) =>
    `compareVersions(input: $comparison) { ... on QueryCompareVersionsSuccess { data { ${inner} } } }`,
  RetentionPlan: (inner) =>
    `retentionPlan(input: { keepNewest: 0, olderThanDays: 0 }) { ... on QueryRetentionPlanSuccess { data { ${inner} } } }`,
  Webhook: within("webhooks"),
  WebhookDelivery: within("webhooks", "deliveries"),
};

/** Arguments that a list cannot do without. */
const needed: Readonly<Record<string, string>> = {
  "Query.datasetImages": "datasetId: $datasetId, ",
  "Query.runGroups": 'metric: "accuracy", ',
};

function fieldsOf(type: GraphQLObjectType): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(
    ({ args, type: given }) =>
      !getNamedType(given).name.endsWith("Connection") &&
      args.every((arg) => !isNonNullType(arg.type) || arg.defaultValue !== undefined),
  );
}

/** All that a node has without lists, and all leaves of what it leads to. */
function selectionOf(type: GraphQLObjectType, depth: number): string {
  const fields = fieldsOf(type).flatMap(({ name, type: given }) => {
    const inner = getNamedType(given);
    if (isLeafType(inner)) {
      return [name];
    }
    const isDeeper = depth > 0 && isObjectType(inner);
    return depth > 0 ? [`${name} { ${isDeeper ? selectionOf(inner, depth - 1) : "__typename"} }`] : [];
  });
  return ["__typename", ...fields].join(" ");
}

/** Every list of the API, by its type and field. */
const connections = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type)
    ? Object.values(type.getFields()).flatMap((field) => {
        const connection = getNamedType(field.type);
        return isObjectType(connection) && connection.name.endsWith("Connection")
          ? [[`${type.name}.${field.name}`, type.name, field.name, connection] as const]
          : [];
      })
    : [],
);

function documentOf(
  path: string,
  field: string,
  connection: GraphQLObjectType,
  select: (node: GraphQLObjectType) => string = (node) => selectionOf(node, 1),
): string {
  const edge = getNamedType(connection.getFields()["edges"]!.type) as GraphQLObjectType;
  const node = getNamedType(edge.getFields()["node"]!.type) as GraphQLObjectType;
  const total = "totalCount" in connection.getFields() ? "totalCount" : "";
  return `${field}(${needed[path] ?? ""}first: $n) { ${total} pageInfo { hasNextPage }
    edges { cursor node { ${select(node)} } } }`;
}

async function ask(document: string, count: number) {
  const variables = {
    n: count,
    datasetId: `Dataset_${planted.datasetId}`,
    evaluationIds: planted.evaluationIds.slice(0, count).map((id) => `Evaluation_${id}`),
    comparison: {
      datasetId: `Dataset_${planted.datasetId}`,
      versionIds: planted.versionIds.slice(0, Math.max(2, count)).map((id) => `Version_${id}`),
    },
  };
  const used = Object.fromEntries(
    Object.entries(variables).filter(([name]) => document.includes(`$${name}`)),
  );
  const types: Readonly<Record<string, string>> = {
    n: "Int",
    datasetId: "ID!",
    evaluationIds: "[ID!]!",
    comparison: "CompareVersionsInput!",
  };
  const declared = Object.keys(used).map((name) => `$${name}: ${types[name]}`);
  return await countStatements(server, `query (${declared.join(", ")}) { ${document} }`, used);
}

/** Nodes of the innermost lists, which alone tell their cursors. */
function countNodes(data: unknown): number {
  return JSON.stringify(data).split('"cursor":').length - 1;
}

/** The statements of two lists that are not in both, without what names their rows. */
function differences(one: readonly string[], many: readonly string[]): string {
  const shape = (text: string): string =>
    text
      .replaceAll(/\s+/g, " ")
      .replace(/^SELECT .*? FROM/, "SELECT FROM")
      .replaceAll(/\(?(\$\d+,? ?)+\)?/g, "?");
  const [few, rest] = [one.map(shape), many.map(shape)];
  return JSON.stringify({
    one: few.filter((text) => !rest.includes(text)),
    many: rest.filter((text) => !few.includes(text)),
  });
}

/** Statements with which Prisma reads all rows of owners, to cut pages out of them. */
function readAll(statements: readonly string[]): readonly string[] {
  return statements.filter((text) => text.includes("ORDER BY") && !text.includes("LIMIT"));
}

describe("every connection", () => {
  test("is one of these, and there are many", () => {
    expect(connections.length).toBeGreaterThan(35);
  });

  test.each(connections)(
    "%s takes as many statements for many rows as for one",
    async (path, type, field, connection) => {
      const owner = owners[type];
      if (owner === undefined) {
        throw new Error(`Cannot test ${path} as a line of owners must say how to get at its type`);
      }
      const document = owner(documentOf(path, field, connection));
      const askBoth = async (): Promise<[one: CountedAnswer, many: CountedAnswer]> => [
        await ask(document, 1),
        await ask(document, 3),
      ];
      let [one, many] = await askBoth();
      expect(countNodes(one.data)).toBeGreaterThan(0);
      expect(countNodes(many.data)).toBeGreaterThan(countNodes(one.data));
      // what a server does by itself may fall between; what grows with the rows does so again
      for (let tries = 0; tries < 2 && many.statements.length !== one.statements.length; tries += 1) {
        [one, many] = await askBoth();
      }
      expect(many.statements, differences(one.statements, many.statements)).toHaveLength(
        one.statements.length,
      );
    },
  );

  test.each(connections)(
    "%s reads no more than its page, from either end",
    async (path, type, field, connection) => {
      const list = documentOf(path, field, connection, () => "__typename");
      for (const end of [list, list.replace("first: $n)", "last: $n)")]) {
        const { data, statements } = await ask(owners[type]!(end), 2);
        expect(countNodes(data)).toBeGreaterThan(0);
        expect(readAll(statements)).toEqual([]);
      }
    },
  );
});
