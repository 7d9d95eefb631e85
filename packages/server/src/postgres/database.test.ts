import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/test_database.ts";
import { inTransaction } from "./database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe("inTransaction()", () => {
  test("outlives a connection that breaks between two statements, and gives it back to nobody", async () => {
    const broken = inTransaction(database.pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
      // Not `once()` of Node, which rejects at the error that comes before the end, before anybody waits for it.
      const gone = new Promise((resolve) => client.once("end", resolve));
      await database.pool.query("select pg_terminate_backend($1)", [rows[0]!.pid]);
      await gone;
      await client.query("select 1");
    });
    await expect(broken).rejects.toThrow();
    for (let index = 0; index < 20; index += 1) {
      await database.pool.query("select 1");
    }
  });

  test("gives every connection back, also after errors", async () => {
    for (let index = 0; index < 20; index += 1) {
      await inTransaction(database.pool, (client) => client.query("select * from nowhere")).catch(
        () => undefined,
      );
    }
    expect(database.pool.idleCount).toBe(database.pool.totalCount);
    expect(database.pool.waitingCount).toBe(0);
  });
});
