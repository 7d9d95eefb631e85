import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { copyVersion } from "../testing/copy_version.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  for (let count = 0; count < 5; count += 1) {
    const id = await copyVersion(server.database, fixture.versionId);
    await server.database.pool.query(
      "insert into aliases (model_id, name, version_id) select model_id, $1, id from versions where id = $2",
      [`alias ${count}`, id],
    );
  }
});
afterAll(() => server.close());

/** Walks one query there and back. */
async function walk(first: number): Promise<{ statements: number; data: unknown }> {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  try {
    const { data, errors } = await server.send(
      `query ($first: Int) { dataset(name: "synthetic") { versions(first: $first) { edges { node { id
        variant { name } run { id } aliases(first: 5) { edges { node { name version { run { variant { model { name } } } dataset { name } } } } } } } }
        runs(first: $first) { edges { node { version { id } } } } } }`,
      { first },
    );
    expect(errors).toBeUndefined();
    const name = new URL(server.database.url).pathname.slice(1);
    const own = spy.mock.contexts.filter(
      (client) => (client as unknown as { database?: string }).database === name,
    );
    return { statements: own.length, data };
  } finally {
    spy.mockRestore();
  }
}

describe("lineage", () => {
  test("is one query both ways, with as many statements for many versions as for one", async () => {
    const [one, many] = [await walk(1), await walk(5)];
    const { dataset } = many.data as {
      dataset: {
        versions: { edges: { node: { aliases: { edges: object[] } } }[] };
        runs: { edges: object[] };
      };
    };
    expect(dataset.versions.edges).toHaveLength(5);
    expect(dataset.runs.edges).toHaveLength(5);
    expect(dataset.versions.edges[0]!.node.aliases.edges).toMatchObject([
      {
        node: { version: { run: { variant: { model: { name: "tiny" } } }, dataset: { name: "synthetic" } } },
      },
    ]);
    expect(one.statements).toBeGreaterThan(0);
    expect(many.statements).toBe(one.statements);
  });
});
