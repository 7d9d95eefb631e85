import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let modelId: string;
/** Newest first. */
let aliases: readonly string[];

beforeAll(async () => {
  server = await startTestServer();
  const { rows } = await server.database.pool.query("insert into models (name) values ('m') returning id");
  modelId = rows[0].id;
  const made = await add(25);
  aliases = made.toReversed();
  await server.database.pool.query(
    `insert into alias_moves (id, alias_id, sequence, actor, reason)
     select uuidv7(- n * interval '1 minute')::text, id, n, 'ann', '' from aliases, generate_series(1, 5) n`,
  );
});
afterAll(() => server.close());

async function add(count: number): Promise<readonly string[]> {
  const { rows } = await server.database.pool.query(
    "insert into aliases (model_id, name) select $1, gen_random_uuid()::text from generate_series(1, $2) returning id",
    [modelId, count],
  );
  return rows.map(({ id }) => `Alias_${id}`).sort();
}

async function page(args: string) {
  const { data, errors } = await server.send(
    `{ model(name: "m") { aliases(${args}) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
  );
  return { errors, ...data?.model?.aliases };
}
const idsOf = ({ edges }: { edges?: { node: { id: string } }[] }): string[] =>
  (edges ?? []).map(({ node }) => node.id);

describe("relatedPage()", () => {
  test("pages through while others are added, none twice and none left out", async () => {
    const seen: string[] = [];
    let after = "";
    for (;;) {
      const found = await page(`first: 10${after}`);
      seen.push(...idsOf(found));
      if (!found.pageInfo.hasNextPage) {
        break;
      }
      after = `, after: "${found.pageInfo.endCursor}"`;
      await add(2);
    }
    expect(seen).toEqual(aliases);
    await server.database.pool.query("delete from aliases where id <> all($1)", [
      aliases.map((id) => id.slice("Alias_".length)),
    ]);
  });

  test("pages back from the end, in the same order", async () => {
    const end = await page("last: 4");
    expect(idsOf(end)).toEqual(aliases.slice(-4));
    expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = await page(`last: 30, before: "${end.pageInfo.startCursor}"`);
    expect(idsOf(before)).toEqual(aliases.slice(0, -4));
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const between = await page(
      `first: 2, after: "${before.edges[3].cursor}", before: "${before.edges[9].cursor}"`,
    );
    expect(idsOf(between)).toEqual(aliases.slice(4, 6));
  });

  test("gives no more than a hundred, and refuses both ends at once and cursors of others", async () => {
    expect(idsOf(await page("first: 100000"))).toHaveLength(25);
    for (const args of ["first: 1, last: 1", 'after: "x"', 'before: "a\\u0000"']) {
      expect((await page(args)).errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    }
  });

  test("goes by the sequence of moves, whatever the clock said", async () => {
    const { data } = await server.send(
      `{ model(name: "m") { aliases(first: 2) { edges { node { moves(first: 2) { edges { cursor node { sequence } } } } } } } }`,
    );
    for (const { node } of data.model.aliases.edges) {
      expect(node.moves.edges.map((edge: { node: { sequence: number } }) => edge.node.sequence)).toEqual([
        5, 4,
      ]);
    }
    const { cursor } = data.model.aliases.edges[0].node.moves.edges[1];
    const rest = await server.send(
      `{ model(name: "m") { aliases(first: 1) { edges { node { moves(after: "${cursor}") { edges { node { sequence } } } } } } } }`,
    );
    expect(
      rest.data.model.aliases.edges[0].node.moves.edges.map(
        (edge: { node: { sequence: number } }) => edge.node.sequence,
      ),
    ).toEqual([3, 2, 1]);
  });
});
