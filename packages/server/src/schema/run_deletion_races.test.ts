import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inTransaction } from "../postgres/database.ts";
import { type PlantedRun, plantRun } from "../testing/planted_run.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";
import { createVersionFixture, type VersionFixture } from "../testing/version_fixture.ts";

// biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
type Answer = any;

let server: TestServer;
let fixture: VersionFixture;
let modelId: string;

beforeAll(async () => {
  server = await startTestServer();
  fixture = await createVersionFixture(server.database);
  modelId = `Model_${(await query("select model_id as id from versions"))[0].id}`;
  // It is the parent of none of those below, and stays.
  await query("insert into version_pins (version_id, reason) values ($1, '')", fixture.versionId);
});
afterAll(() => server.close());

async function query(statement: string, ...values: readonly unknown[]): Promise<Answer[]> {
  return (await server.database.pool.query(statement, [...values])).rows;
}

const plant = (planted: PlantedRun = {}) => plantRun(server.database, fixture, planted);

/** Sends a mutation: it succeeds, or fails as its type says. @returns What came of it; undefined if it failed. */
async function mutate(document: string, variables: Readonly<Record<string, unknown>>): Promise<Answer> {
  const { data, errors } = await server.send(document, variables);
  expect(errors, document).toBeUndefined();
  const [result] = Object.values(data) as Answer[];
  return result.__typename.endsWith("Success") ? (result.data ?? {}) : undefined;
}

async function remove(runs: object): Promise<Answer> {
  return await mutate(
    `mutation ($input: DeleteRunsInput!) { deleteRuns(input: $input) { __typename ... on MutationDeleteRunsSuccess { data {
      deleted { runId versionId } kept { runId holds { reason holderId } } missingIds } } } }`,
    { input: { runs } },
  );
}

const byId = (name: string): string =>
  `mutation ($id: ID!) { ${name}(id: $id) { __typename ... on Mutation${name[0]!.toUpperCase()}${name.slice(1)}Success { data { id } } } }`;
const random = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)]!;

/** Blobs that nothing has, and bytes that somebody lacks. */
async function strays(): Promise<Answer[]> {
  return await query(
    `with needed as (
       select artifact_digest as digest from versions union select blob_digest from checkpoints
       union select blob_digest from kept_checkpoints union select blob_digest from fork_points
       union select unnest(array[train_images, train_labels, test_images, test_labels, validation_images, validation_labels]) from datasets
     )
     select digest from blobs where digest not in (select digest from needed where digest is not null)
     union all select digest from blob_chunks where digest not in (select digest from blobs)
     union all select digest from blobs where size <> (select coalesce(sum(length(bytes)), 0) from blob_chunks where digest = blobs.digest)`,
  );
}

interface Planted {
  readonly runId: string;
  readonly versionId: string;
}

/** The runs that all have to do with. */
const planted: Planted[] = [];
/** Some runs have the same bytes. */
const someBytes = (): string => `bytes ${Math.floor(Math.random() * 30)}`;

/** What clients do with runs and versions: each gives the run that must stay from then on, if it succeeded. */
const uses: Readonly<Record<string, (run: Planted) => Promise<string | undefined>>> = {
  async alias({ runId, versionId }) {
    const input = {
      modelId,
      name: `alias ${Math.floor(Math.random() * 3)}`,
      versionId: `Version_${versionId}`,
    };
    const document = "mutation ($input: MoveAliasInput!) { moveAlias(input: $input) { __typename } }";
    return (await mutate(document, { input })) && runId;
  },
  async pin({ runId, versionId }) {
    const document = "mutation ($input: PinVersionInput!) { pinVersion(input: $input) { __typename } }";
    return (await mutate(document, { input: { versionId: `Version_${versionId}`, reason: "" } })) && runId;
  },
  async evaluate({ runId, versionId }) {
    const input = {
      versionId: `Version_${versionId}`,
      datasetId: `Dataset_${fixture.datasetId}`,
      split: "TRAIN",
    };
    const document =
      "mutation ($input: EvaluateVersionInput!) { evaluateVersion(input: $input) { __typename } }";
    return (await mutate(document, { input })) && runId;
  },
  async fork({ runId }) {
    return (await mutate(byId("forkRun"), { id: `Run_${runId}` })) && runId;
  },
  async reproduce({ runId }) {
    return (await mutate(byId("reproduceRun"), { id: `Run_${runId}` })) && runId;
  },
  async retry() {
    // One that failed just now. The retry takes over what it needs, and lets the other one go.
    const failed = await plant({ state: "FAILED", hasVersion: false, bytes: someBytes() });
    planted.push(failed);
    await mutate(byId("retryRun"), { id: `Run_${failed.runId}` });
    return undefined;
  },
  async tag({ runId }) {
    const document = `mutation ($id: ID!) { tagRun(id: $id, add: ["a"], remove: ["planted"]) { __typename } }`;
    await mutate(document, { id: `Run_${runId}` });
    return undefined;
  },
  async checkpoints({ runId }) {
    await mutate(byId("deleteRunCheckpoints"), { id: `Run_${runId}` });
    return undefined;
  },
};

describe("deleteRuns", () => {
  test("by 4 clients, while 12 others move aliases, pin, evaluate, fork, reproduce, retry, tag and store the same bytes, deletes nothing that is needed", async () => {
    for (let place = 0; place < 90; place += 1) {
      planted.push(await plant({ bytes: someBytes() }));
    }
    const needed = new Set<string>();
    const deleted: string[] = [];
    const ended = { uses: false };
    const deleting = Array.from({ length: 4 }, async (_, client) => {
      while (!ended.uses) {
        const picked = Array.from({ length: 4 }, () => `Run_${random(planted).runId}`);
        if (client === 3) {
          // by retention, the versions alone
          await mutate(
            "mutation ($input: RetentionRuleInput!) { deleteVersions(input: $input) { __typename } }",
            { input: { keepNewest: 60 + Math.floor(Math.random() * 60), olderThanDays: 0 } },
          );
          continue;
        }
        const page = await remove({ ids: [...new Set(picked)] });
        deleted.push(...page.deleted.map(({ runId }: Answer) => runId.slice("Run_".length)));
      }
    });
    const using = Array.from({ length: 12 }, async (_, client) => {
      const names = Object.keys(uses);
      for (let turn = 0; turn < 12; turn += 1) {
        if (client >= 10) {
          planted.push(await plant({ bytes: someBytes() }));
          continue;
        }
        const kept = await uses[names[(client + turn) % names.length]!]!(random(planted));
        if (kept !== undefined) {
          needed.add(kept);
        }
      }
    });
    await Promise.all(using).finally(() => {
      ended.uses = true;
    });
    await Promise.all(deleting);

    const present = new Set((await query("select id from runs")).map(({ id }) => id));
    // Both happened, or this shows nothing.
    expect(needed.size).toBeGreaterThan(5);
    expect(deleted.length).toBeGreaterThan(5);
    const made = await query(
      "select origin_kind::text as kind from runs where origin_kind is not null group by 1",
    );
    expect(made).toHaveLength(3);
    expect(new Set(deleted).size, "nobody deletes what another deleted").toBe(deleted.length);
    expect(deleted.filter((id) => present.has(id))).toEqual([]);
    expect([...needed].filter((id) => !present.has(id))).toEqual([]);
    const acts = await query("select subject_id as id from acts where kind = 'RUN_DELETED'");
    expect(acts.map(({ id }) => id).sort()).toEqual([...deleted].sort());
    expect(
      await query("select from runs where origin_kind in ('FORK', 'REPRODUCTION') and origin_id is null"),
    ).toEqual([]);
    // A version is told of once, whoever took it.
    const told = await query("select subject_id as id from acts where kind = 'VERSION_DELETED'");
    const noted = await query("select id from deleted_versions");
    expect(told.map(({ id }) => id).sort()).toEqual(noted.map(({ id }) => id).sort());
    expect(await strays()).toEqual([]);
  });

  test("waits for nobody: what somebody is at work on stays, with all that is asked for beside it", async () => {
    const [held, other] = [await plant({ bytes: "held" }), await plant()];
    const shared = await plant({ bytes: "held" });
    for (const statement of [
      "select from runs where id = $1 for update",
      "select from versions where run_id = $1 for key share",
      "select from blobs where digest = (select blob_digest from checkpoints where run_id = $1) for key share",
    ]) {
      await inTransaction(server.database.pool, async (client) => {
        await client.query(statement, [held.runId]);
        const page = await remove({ ids: [`Run_${held.runId}`] });
        expect(page.deleted).toEqual([]);
        expect(page.kept).toMatchObject([{ holds: [{ reason: "BUSY", holderId: null }] }]);
      });
    }
    await inTransaction(server.database.pool, async (client) => {
      await client.query("select from runs where id = $1 for update", [held.runId]);
      const page = await remove({ ids: [held, other, shared].map(({ runId }) => `Run_${runId}`) });
      expect(page.deleted).toHaveLength(2);
    });
    expect((await remove({ ids: [`Run_${held.runId}`] })).deleted).toHaveLength(1);
    expect(await strays()).toEqual([]);
  });

  test("sees an alias that moved to the version, or a fork, between its plan and its turn", async () => {
    // The newest is deleted first; while that waits, another becomes needed, which the plan let go.
    const first = await plant();
    const forked = await plant();
    const slow = await plant();
    let removing: Promise<Answer> | undefined;
    await inTransaction(server.database.pool, async (client) => {
      await client.query("select from run_events where run_id = $1 for update", [slow.runId]);
      removing = remove({ ids: [first, forked, slow].map(({ runId }) => `Run_${runId}`) });
      await waitsForLock();
      const moved = await uses["alias"]!(first);
      expect(moved).toBe(first.runId);
      expect(await uses["fork"]!(forked)).toBe(forked.runId);
    });
    const { deleted, kept } = await removing;
    expect(deleted).toMatchObject([{ runId: `Run_${slow.runId}` }]);
    expect(kept).toMatchObject([
      { runId: `Run_${forked.runId}`, holds: [{ reason: "FORK" }] },
      { runId: `Run_${first.runId}`, holds: [{ reason: "ALIAS" }] },
    ]);
  });

  test("finds nothing to fork, retry or reproduce where the deletion came first", async () => {
    const [succeeded, failed] = [await plant(), await plant({ state: "FAILED", hasVersion: false })];
    let late: Promise<Answer[]> | undefined;
    let removing: Promise<Answer> | undefined;
    await inTransaction(server.database.pool, async (client) => {
      const ids = [succeeded.runId, failed.runId];
      await client.query("select from run_events where run_id = $1 for update", [failed.runId]);
      removing = remove({ ids: ids.map((id) => `Run_${id}`) });
      await waitsForLock();
      late = Promise.all([
        server.send(`mutation ($id: ID!) { retryRun(id: $id) { __typename } }`, {
          id: `Run_${failed.runId}`,
        }),
        server.send(`mutation ($id: ID!) { forkRun(id: $id) { __typename } }`, { id: `Run_${failed.runId}` }),
      ]);
      await waitsForLock(3);
    });
    expect((await removing).deleted).toHaveLength(2);
    const [retried, forked] = (await late)!;
    expect(retried.data.retryRun.__typename).toBe("NotFoundError");
    expect(forked.data.forkRun.__typename).toBe("NotFoundError");
  });

  test("holds up nobody else while a large run is on its way out", async () => {
    const { runId } = await plant();
    await inTransaction(server.database.pool, async (client) => {
      await client.query("select from run_events where run_id = $1 for update", [runId]);
      const removing = remove({ ids: [`Run_${runId}`] });
      await waitsForLock();
      const started = await mutate(
        `mutation ($input: StartRunInput!) { startRun(input: $input) { __typename ... on MutationStartRunSuccess { data { id } } } }`,
        { input: { variantId: `Variant_${fixture.variantId}`, datasetId: `Dataset_${fixture.datasetId}` } },
      );
      expect(started.id).toMatch(/^Run_/);
      const { data } = await server.send(
        "query ($id: ID!) { run(id: $id) { id version { id } } runs { totalCount } }",
        {
          id: `Run_${runId}`,
        },
      );
      // Until it is gone as a whole it is there as a whole.
      expect(data.run.version).not.toBeNull();
      const other = await plant();
      expect((await remove({ ids: [`Run_${other.runId}`] })).deleted).toHaveLength(1);
      await client.query("rollback");
      await client.query("begin");
      expect((await removing).deleted).toHaveLength(1);
    });
  });

  test.each(["delete from runs", "delete from blobs"])(
    "leaves everything as it was if its process dies in the middle of %s",
    async (statement) => {
      const { runId, versionId } = await plant();
      const [table, key] = statement.endsWith("runs") ? ["runs", "id"] : ["blobs", "digest"];
      const before = await digestOfAll();
      await query(
        `create function die() returns trigger language plpgsql as $$
       begin perform pg_terminate_backend(pg_backend_pid()); return old; end $$`,
      );
      await query(`create trigger planted before delete on ${table} for each row execute function die()`);
      const { errors } = await server.send(
        "mutation ($input: DeleteRunsInput!) { deleteRuns(input: $input) { __typename } }",
        { input: { runs: { ids: [`Run_${runId}`] } } },
      );
      expect(errors).toMatchObject([{ extensions: { code: expect.any(String) } }]);
      await query(`drop trigger planted on ${table}`);
      await query("drop function die");
      expect(await digestOfAll(), key).toEqual(before);
      expect((await remove({ ids: [`Run_${runId}`] })).deleted).toMatchObject([
        { versionId: `Version_${versionId}` },
      ]);
      expect(await strays()).toEqual([]);
    },
  );
});

/** What stands in the whole database, table by table. */
async function digestOfAll(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const { name } of await query(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  )) {
    const [{ digest }] = await query(
      `select md5(coalesce(string_agg(row, ',' order by row), '')) as digest from (select md5(each::text) as row from "${name}" each) as rows`,
    );
    found[name] = digest;
  }
  return found;
}

/** Waits until so many connections to this database wait for a lock. */
async function waitsForLock(most = 1): Promise<void> {
  await vi.waitFor(async () => {
    const rows = await query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    expect(rows.length).toBe(most);
  }, 5000);
}
