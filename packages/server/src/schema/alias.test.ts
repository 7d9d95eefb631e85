import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyVersion } from "../testing/copy_version.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;
let versions: string[];

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  const { rows } = await server.database.pool.query("select model_id as id from versions");
  modelId = `Model_${rows[0].id}`;
  const copies = [];
  for (let count = 0; count < 3; count += 1) {
    copies.push(await copyVersion(server.database, fixture.versionId));
  }
  versions = [fixture.versionId, ...copies].map((id) => `Version_${id}`);
});
afterAll(() => server.close());

async function move(input: Readonly<Record<string, unknown>>) {
  const { data, errors } = await server.send(
    `mutation ($input: MoveAliasInput!) { moveAlias(input: $input) {
      __typename ... on Error { code message } ... on MutationMoveAliasSuccess { data { id moveCount version { id } } } } }`,
    { input: { modelId, ...input } },
  );
  expect(errors).toBeUndefined();
  return data.moveAlias;
}

async function history(name: string) {
  const { data, errors } = await server.send(
    `query ($modelId: ID!, $name: String!) { alias(modelId: $modelId, name: $name) { version { id } moveCount
      moves(first: 100) { edges { node { sequence actor reason createdAt from { id } to { id } } } } } }`,
    { modelId, name },
  );
  expect(errors).toBeUndefined();
  const { edges } = data.alias.moves as {
    edges: {
      node: {
        sequence: number;
        createdAt: string;
        reason: string;
        actor: string;
        from: { id: string } | null;
        to: { id: string } | null;
      };
    }[];
  };
  return { ...data.alias, moves: edges.map(({ node }) => node).reverse() };
}

async function aliasAt(name: string, time: string) {
  const { data, errors } = await server.send(
    "query ($modelId: ID!, $name: String!, $time: DateTime!) { aliasAt(modelId: $modelId, name: $name, time: $time) { id } }",
    { modelId, name, time },
  );
  expect(errors).toBeUndefined();
  return data.aliasAt?.id ?? null;
}

describe("moveAlias", () => {
  test("keeps who, when, from, to and why, and where it was at any time", async () => {
    await move({ name: "champion", versionId: versions[0], reason: "first" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await move({ name: "champion", versionId: versions[1], reason: "better" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await move({ name: "champion", versionId: null, reason: "broken" });
    const { moves, version } = await history("champion");
    expect(version).toBeNull();
    expect(moves).toMatchObject([
      { sequence: 1, actor: "anonymous", reason: "first", from: null, to: { id: versions[0] } },
      {
        sequence: 2,
        actor: "anonymous",
        reason: "better",
        from: { id: versions[0] },
        to: { id: versions[1] },
      },
      { sequence: 3, actor: "anonymous", reason: "broken", from: { id: versions[1] }, to: null },
    ]);
    expect(await aliasAt("champion", moves[0]!.createdAt)).toBe(versions[0]);
    expect(await aliasAt("champion", moves[1]!.createdAt)).toBe(versions[1]);
    expect(await aliasAt("champion", moves[2]!.createdAt)).toBeNull();
    expect(await aliasAt("champion", "2000-01-01T00:00:00Z")).toBeNull();
  });

  test("takes 20 movers at once: one history without gaps, and no move lost", async () => {
    const moved = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        move({ name: "busy", versionId: versions[index % 4], reason: `mover ${index}` }),
      ),
    );
    expect(moved.map(({ data }) => data.moveCount).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    const { moves, version, moveCount } = await history("busy");
    expect(moveCount).toBe(20);
    expect(moves.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(new Set(moves.map(({ reason }: { reason: string }) => reason)).size).toBe(20);
    for (const [place, { from, createdAt }] of moves.entries()) {
      expect(from).toEqual(place === 0 ? null : moves[place - 1]!.to);
      expect(place === 0 || createdAt >= moves[place - 1]!.createdAt).toBe(true);
    }
    expect(version).toEqual(moves.at(-1)!.to);
  });

  test("refuses a mover who expected another version", async () => {
    await move({ name: "careful", versionId: versions[0] });
    expect(
      await move({ name: "careful", versionId: versions[1], expectedVersionId: versions[2] }),
    ).toMatchObject({ code: "CONFLICT" });
    expect(await move({ name: "careful", versionId: versions[1], expectedVersionId: null })).toMatchObject({
      code: "CONFLICT",
    });
    expect(
      await move({ name: "careful", versionId: versions[1], expectedVersionId: versions[0] }),
    ).toMatchObject({ data: { moveCount: 2 } });
  });

  test("refuses a version of another model, and what is none", async () => {
    const { data } = await server.send(
      'mutation { createModel(input: { name: "other" }) { ... on MutationCreateModelSuccess { data { id actor } } } }',
    );
    expect(data.createModel.data.actor).toBe("anonymous");
    const other = data.createModel.data.id;
    expect(await move({ modelId: other, name: "a", versionId: versions[0] })).toMatchObject({
      __typename: "InvalidInputError",
    });
    expect(await move({ name: "a", versionId: modelId })).toMatchObject({ code: "NOT_FOUND" });
    expect(await move({ name: " a", versionId: versions[0] })).toMatchObject({
      __typename: "InvalidInputError",
    });
  });
});

describe("the database", () => {
  test.each([
    ["update versions set digest = 'x'"],
    ["update versions set metrics = '{}'"],
    ["update blob_chunks set bytes = '\\x00'"],
    ["update blobs set size = size + 1"],
    ["update alias_moves set actor = 'somebody else'"],
    ["delete from alias_moves"],
  ])("refuses %s", async (statement) => {
    await expect(server.database.pool.query(statement)).rejects.toThrow("as it must stay as it was written");
  });

  test("refuses a second write of bytes under a digest that is taken", async () => {
    await expect(
      server.database.pool.query("insert into blob_chunks (digest, index, bytes) values ($1, 0, '\\x00')", [
        fixture.artifactDigest,
      ]),
    ).rejects.toThrow("duplicate key");
  });

  test("knows the figures of a version, each by its name", async () => {
    const { data, errors } = await server.send(
      "query ($id: ID!) { version(id: $id) { figures { name value } testAccuracy } }",
      { id: versions[0] },
    );
    expect(errors).toBeUndefined();
    const { figures, testAccuracy } = data.version;
    expect(figures.map(({ name }: { name: string }) => name)).toEqual([
      "accuracy",
      "loss",
      "testAccuracy",
      "testLoss",
    ]);
    expect(figures[2].value).toBe(testAccuracy);
  });

  test("refuses to delete a version that an alias has", async () => {
    const id = versions[1]!.slice("Version_".length);
    await expect(server.database.pool.query("delete from versions where id = $1", [id])).rejects.toThrow(
      "foreign key",
    );
  });
});

describe("versions", () => {
  async function search(args: string): Promise<string[]> {
    const { data, errors } = await server.send(`{ versions(first: 10, ${args}) { edges { node { id } } } }`);
    expect(errors).toBeUndefined();
    return data.versions.edges.map(({ node }: { node: { id: string } }) => node.id);
  }

  test("are found by tag, note, alias and digest", async () => {
    const { data } = await server.send(
      `mutation ($id: ID!) {
        tagVersion(input: { versionId: $id, add: ["mobile", "mobile", "old"], remove: ["old"] }) { ... on Error { message } ... on MutationTagVersionSuccess { data { tags } } }
        noteVersion(input: { versionId: $id, text: "# Nightly\\nGood at *boots*" }) { ... on Error { message } ... on MutationNoteVersionSuccess { data { note { text actor } } } }
      }`,
      { id: versions[2] },
    );
    expect(data.tagVersion.data.tags).toEqual(["mobile"]);
    expect(data.noteVersion.data.note).toEqual({ text: "# Nightly\nGood at *boots*", actor: "anonymous" });
    expect(await search('tag: "mobile"')).toEqual([versions[2]]);
    expect(await search('search: "MOB"')).toEqual([versions[2]]);
    expect(await search('search: "BOOTS"')).toEqual([versions[2]]);
    expect(await search('search: "100% sure"')).toEqual([]);
    expect(await search('search: "careful"')).toEqual([versions[1]]);
    expect(await search(`search: "${fixture.artifactDigest.slice(0, 8)}"`)).toHaveLength(4);
  });
});
