import { execute, isObjectType, parse, subscribe } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import type { FieldAccess, FieldRule } from "./field_rule.ts";
import { schema } from "./schema.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query("insert into models (name, description) values ('open', 'a'), ('closed', 'b')");
});
afterAll(() => database.drop());

async function ask(document: string, fieldRule?: FieldRule): Promise<ReturnType<typeof JSON.parse>> {
  const contextValue = { database, actor: "ada", fieldRule };
  return JSON.parse(JSON.stringify(await execute({ schema, document: parse(document), contextValue })));
}

const models = "{ models { edges { node { name description } } } }";
const create = `mutation { createModel(input: { name: "made" }) { __typename
  ... on Error { code message } ... on ForbiddenError { field } } }`;

describe("a rule on each field", () => {
  test("is asked of every field of every thing, with who asks and of what", async () => {
    const asked: FieldAccess[] = [];
    const { data } = await ask(models, (access) => {
      asked.push(access);
      return true;
    });
    expect(data.models.edges).toHaveLength(2);
    expect(asked.map(({ type, field }) => `${type}.${field}`)).toEqual([
      "Query.models",
      "QueryModelsConnection.edges",
      "QueryModelsConnectionEdge.node",
      "Model.name",
      "Model.description",
      "QueryModelsConnectionEdge.node",
      "Model.name",
      "Model.description",
    ]);
    expect(new Set(asked.map(({ actor }) => actor))).toEqual(new Set(["ada"]));
    expect(asked.at(-1)!.parent).toMatchObject({ name: "open" });
  });

  test.each<[string, (allowed: boolean) => boolean | Promise<boolean>]>([
    ["at once", (allowed) => allowed],
    ["later", async (allowed) => allowed],
  ])("denies one field of one thing, %s, and nothing else", async (_, answer) => {
    const { data, errors } = await ask(
      `{ closed: model(name: "closed") { name description } open: model(name: "open") { name description } }`,
      ({ type, field, parent }) =>
        answer(`${type}.${field}` !== "Model.description" || (parent as { name: string }).name === "open"),
    );
    // What has no null takes what it is in along.
    expect(data).toEqual({ closed: null, open: { name: "open", description: "a" } });
    expect(errors).toMatchObject([
      {
        message: "Cannot resolve Model.description as a rule must allow it: current actor is ada",
        path: ["closed", "description"],
      },
    ]);
  });

  test("denies a mutation before it does anything, as a member of its result", async () => {
    const { data, errors } = await ask(
      create,
      ({ field, args }) => field !== "createModel" || args["input"] === null,
    );
    expect(errors).toBeUndefined();
    expect(data.createModel).toEqual({
      __typename: "ForbiddenError",
      code: "FORBIDDEN",
      message: "Cannot resolve Mutation.createModel as a rule must allow it: current actor is ada",
      field: "Mutation.createModel",
    });
    expect((await database.pool.query("select from models where name = 'made'")).rowCount).toBe(0);
  });

  test("denies a subscription before it begins", async () => {
    const result = await subscribe({
      schema,
      document: parse('subscription { runEvents(runId: "x") { __typename } }'),
      contextValue: { database, actor: "ada", fieldRule: ({ type }: FieldAccess) => type !== "Subscription" },
    });
    expect(result).toMatchObject({ errors: [{ originalError: { code: "FORBIDDEN" } }] });
  });

  test("has its place in the result of every mutation", () => {
    for (const { name, type } of Object.values(schema.getMutationType()!.getFields())) {
      const members = schema.getPossibleTypes(schema.getType(String(type).replace("!", "")) as never);
      expect(
        members.filter(isObjectType).map((member) => member.name),
        name,
      ).toContain("ForbiddenError");
    }
  });

  test("lets everybody do everything where there is none", async () => {
    expect((await ask(models)).errors).toBeUndefined();
    expect((await ask(create)).data.createModel.__typename).toBe("MutationCreateModelSuccess");
  });
});
