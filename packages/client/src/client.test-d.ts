import { describe, expectTypeOf, test } from "vitest";
import type { Client, ClientError, Run, RunEvent, RunState, Version } from "./mod.ts";
import { isClientError } from "./mod.ts";

declare const zoo: Client;

describe("Client", () => {
  test("types what it gives", () => {
    expectTypeOf<Run["state"]>().toEqualTypeOf<
      "QUEUED" | "RUNNING" | "PAUSED" | "SUCCEEDED" | "FAILED" | "CANCELED"
    >();
    expectTypeOf<Run["state"]>().toEqualTypeOf<RunState>();
    expectTypeOf<Run["version"]>().toEqualTypeOf<{
      readonly id: string;
      readonly testAccuracy: number;
      readonly testLoss: number;
    } | null>();
    expectTypeOf<NonNullable<Run["checkpoint"]>["epoch"]>().toEqualTypeOf<number>();
    expectTypeOf<Run["bestEpoch"]>().toEqualTypeOf<number | null>();
    expectTypeOf(zoo.versions.get).returns.resolves.toEqualTypeOf<Version | null>();
    expectTypeOf(zoo.runs.list).returns.toExtend<AsyncIterable<Run>>();
    expectTypeOf<Run>().not.toHaveProperty("nope");
  });

  test("types what it takes", () => {
    // @ts-expect-error A run needs a dataset.
    void zoo.runs.start({ variantId: "v" });
    // @ts-expect-error There is no such mode.
    void zoo.runs.start({ variantId: "v", datasetId: "d", mode: "SLOW" });
    // @ts-expect-error There is no such state.
    void zoo.runs.list({ state: "DONE" });
    void zoo.runs.start({ variantId: "v", datasetId: "d", seed: 1, mode: "FAST" });
  });
});

describe("RunEvent", () => {
  test("is told apart by type", () => {
    expectTypeOf<Extract<RunEvent, { type: "RunBatch" }>["imagesPerSecond"]>().toEqualTypeOf<number>();
    expectTypeOf<Extract<RunEvent, { type: "RunStateChanged" }>["state"]>().toEqualTypeOf<RunState>();
    type Epoch = Extract<RunEvent, { type: "RunEpoch" }>;
    expectTypeOf<Epoch["testAccuracy"]>().toEqualTypeOf<number | null>();
    expectTypeOf<Epoch["metrics"][number]>().toEqualTypeOf<{
      readonly name: string;
      readonly value: number;
    }>();
    expectTypeOf<Extract<RunEvent, { type: "RunStarted" }>["resumedEpoch"]>().toEqualTypeOf<number>();
    expectTypeOf<RunEvent["sequence"]>().toEqualTypeOf<number>();
    // @ts-expect-error Only some events have a loss.
    expectTypeOf<RunEvent["loss"]>().toEqualTypeOf<number>();
  });
});

describe("Client.query()", () => {
  test("types variables and results from the text", async () => {
    const { run } = await zoo.query("query($id: ID!) { run(id: $id) { state epoch } }", { id: "r" });
    expectTypeOf(run).toEqualTypeOf<{ readonly state: RunState; readonly epoch: number } | null>();
    // @ts-expect-error The variable is a text.
    await zoo.query("query($id: ID!) { run(id: $id) { state } }", { id: 3 });
    // @ts-expect-error The variable is missing.
    await zoo.query("query($id: ID!) { run(id: $id) { state } }", {});
  });

  test("leaves a text that is made at run time untyped", async () => {
    const text = "{ serverInfo { version } }" as string;
    expectTypeOf(await zoo.query(text, { any: 1 })).toEqualTypeOf<Readonly<Record<string, unknown>>>();
  });
});

describe("isClientError()", () => {
  test("narrows a caught value", () => {
    const caught: unknown = undefined;
    if (isClientError(caught)) {
      expectTypeOf(caught).toEqualTypeOf<ClientError>();
    }
  });
});
