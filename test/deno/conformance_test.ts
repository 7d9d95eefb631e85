/**
 * Core's conformance suites under Deno: the contract of engines on all of them, every op on `wasm` against `reference`, every entry of
 * every registry. `conformance.test.ts` runs it and counts.
 * Usage: deno test -A --no-check --no-lock --node-modules-dir=manual test/deno/conformance_test.ts
 */
import { createReferenceEngine, createWasmEngine } from "@convzoo/core";
import { checkOpCase, engineChecks, opCases, registryConformance } from "@convzoo/core/testing";

const wasmEngines = [createWasmEngine({ mode: "portable" }), createWasmEngine({ mode: "fast" })];

/** The part of Deno that this file uses; its own types would be a dependency. */
declare const Deno: { test(name: string, check: () => Promise<void>): void };

for (const engine of [createReferenceEngine(), ...wasmEngines]) {
  for (const { claim, check } of engineChecks) {
    Deno.test(`${engine.id} ${engine.mode} keeps the contract: ${claim}`, () => check(engine));
  }
}

for (const engine of wasmEngines) {
  for (const opCase of opCases) {
    Deno.test(`${opCase.op} in ${engine.mode} mode equals the reference: ${opCase.claim}`, () =>
      checkOpCase(engine, opCase));
  }
}

for (const { kind, id, aspect, check } of registryConformance()) {
  Deno.test(`${kind} ${id}: ${aspect}`, check);
}
