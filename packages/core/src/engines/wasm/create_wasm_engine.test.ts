import { describe, expect, test } from "vitest";
import { checkOpCase } from "../../testing/check_op_case.ts";
import { engineChecks } from "../../testing/engine_checks.ts";
import { opCases } from "../../testing/op_cases/op_cases.ts";
import { createWasmEngine } from "./create_wasm_engine.ts";

describe.each(["portable", "fast"] as const)("createWasmEngine() in %s mode", (mode) => {
  test.each(engineChecks)("createWasmEngine() keeps the contract: $claim", ({ check }) =>
    check(createWasmEngine({ mode })),
  );

  test.each(opCases)("$op equals the reference: $claim", (opCase) =>
    checkOpCase(createWasmEngine({ mode }), opCase),
  );
});

test("createWasmEngine() is portable unless asked otherwise", () => {
  expect(createWasmEngine()).toMatchObject({ id: "wasm", mode: "portable" });
});

test("createWasmEngine() says how many threads it has use for", () => {
  expect([1, 2, 4, 8].map((threads) => createWasmEngine({ threads }).threads)).toEqual([1, 2, 4, 4]);
});
