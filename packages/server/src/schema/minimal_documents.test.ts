import {
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { minimalArguments } from "../testing/minimal_arguments.ts";
import { plantMutations, type SucceedingMutations } from "../testing/succeeding_mutations.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { schema } from "./schema.ts";

let server: TestServer;
let succeeding: SucceedingMutations;
const mutations = Object.values(schema.getMutationType()!.getFields());

beforeAll(async () => {
  vi.stubEnv("CONVZOO_SECRET_KEYS", `k=${Buffer.alloc(32, 1).toString("base64")}`);
  server = await startTestServer();
  succeeding = await plantMutations(server);
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
});

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

  test.each(mutations.map(({ name }) => name).filter((name) => name !== "importDataset"))(
    "%s succeeds, whatever part of the result is asked for",
    async (name) => {
      const success = `Mutation${name[0]!.toUpperCase()}${name.slice(1)}Success`;
      const type = (schema.getType(success) as GraphQLObjectType).getFields()["data"]!.type;
      // to read a dataset takes a second: the same gives what is there already
      const given = name === "registerDataset" ? await succeeding[name]!() : undefined;
      const call = async (selection: string): Promise<void> => {
        const values = given ?? (await succeeding[name]!());
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
