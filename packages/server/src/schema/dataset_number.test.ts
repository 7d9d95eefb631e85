import { syntheticDataset } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { writeZip } from "../testing/archives.ts";
import { idxFiles } from "../testing/idx_files.ts";
import { encodeRequest, startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;

beforeAll(async () => {
  vi.stubEnv("CONVZOO_ACTOR_HEADER", "x-user");
  server = await startTestServer();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const result = `__typename ... on Error { code message }
  ... on MutationNAMESuccess { data { id name number actor digest trainCount facts { trainCounts } } }`;

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
async function send(mutation: string, input: Record<string, unknown>, actor = "ann"): Promise<any> {
  const name = mutation[0]!.toUpperCase() + mutation.slice(1);
  const { body, headers } = encodeRequest(
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { ${result.replace("NAME", name)} } }`,
    { input },
  );
  const response = await fetch(server.url, {
    method: "POST",
    body,
    headers: { ...headers, "x-user": actor },
  });
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  expect(errors).toBeUndefined();
  return data[mutation];
}

function idx(train: number): Record<string, unknown> {
  const data = syntheticDataset({ height: 8, width: 8, train, test: 4 });
  const files = Object.entries(idxFiles(data)).map(([name, bytes]) => [name, new File([bytes], name)]);
  return { classes: data.classes, ...Object.fromEntries(files) };
}

function csv(...rows: string[]): Record<string, unknown> {
  const size = { height: 1, width: 2, channels: 1 };
  return { csv: { train: new File([rows.join("\n")], "t.csv"), classes: ["a", "b"], size } };
}

describe("numbers of datasets", () => {
  test("count on where the caller says so, and old datasets stay as they are", async () => {
    const first = await send("registerDataset", { name: "grown", ...idx(8) });
    expect(first.data).toMatchObject({ name: "grown", number: 1, actor: "ann", trainCount: 8 });
    expect(await send("registerDataset", { name: "grown", ...idx(12) })).toMatchObject({ code: "CONFLICT" });
    const second = await send("registerDataset", { name: "grown", asNext: true, ...idx(12) }, "bob");
    expect(second.data).toMatchObject({ number: 2, actor: "bob", trainCount: 12 });
    expect(second.data.facts.trainCounts).toHaveLength(4);
    const third = await send("importDataset", {
      name: "grown",
      asNext: true,
      source: csv("0,1,2", "0,3,4", "1,5,6", "1,7,8"),
      split: { seed: 0, testFraction: 0.5 },
    });
    expect(third.data).toMatchObject({ number: 3, actor: "ann", trainCount: 2 });
    // The same data has its own number, asked for as next or not, and whoever asks.
    for (const asNext of [true, false]) {
      const again = await send("registerDataset", { name: "grown", asNext, ...idx(8) }, "bob");
      expect(again.data).toEqual(first.data);
    }
    const { data } = await server.send(`{
      latest: dataset(name: "grown") { number }
      first: dataset(name: "grown", number: 1) { id digest trainCount }
      none: dataset(name: "grown", number: 4) { id }
      datasets(name: "grown") { edges { node { number } } }
      others: datasets(name: "other") { edges { node { number } } }
    }`);
    expect(data).toEqual({
      latest: { number: 3 },
      first: { id: first.data.id, digest: first.data.digest, trainCount: 8 },
      none: null,
      datasets: { edges: [3, 2, 1].map((number) => ({ node: { number } })) },
      others: { edges: [] },
    });
  });

  test("are each given once to datasets that come at once", async () => {
    const answers = await Promise.all(
      [8, 12, 16, 8].map((train) => send("registerDataset", { name: "race", asNext: true, ...idx(train) })),
    );
    expect(answers.map(({ data }) => data.trainCount)).toEqual([8, 12, 16, 8]);
    expect(new Set(answers.map(({ data }) => data.number))).toEqual(new Set([1, 2, 3]));
    expect(answers[3].data.id).toBe(answers[0].data.id);
  });

  test.each(["update datasets set classes = '{}'", "update dataset_facts set facts = '{}'"])(
    "are kept by the database: %s",
    async (statement) => {
      await send("registerDataset", { name: "kept", ...idx(8) });
      await expect(server.database.pool.query(statement)).rejects.toThrow(
        /Cannot change|datasets_name_number_key/,
      );
    },
  );

  test("are not used up by what is refused", async () => {
    const file = new File([writeZip([{ path: "a/b.png", bytes: Buffer.from("x") }])], "a.zip");
    const refused = { name: "used", asNext: true, source: { archive: { file } } };
    expect(await send("importDataset", refused)).toMatchObject({ code: "CLASSES_INVALID" });
    expect((await send("registerDataset", { name: "used", asNext: true, ...idx(8) })).data.number).toBe(1);
  });
});
