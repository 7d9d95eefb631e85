import type { Engine } from "../../packages/core/src/engines/engine.ts";
import { createReferenceEngine } from "../../packages/core/src/engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../../packages/core/src/engines/wasm/create_wasm_engine.ts";
import { type NetworkFixture, readReferenceCnn, readTinyCnn } from "./network_fixture.ts";

/** An engine, and the networks on which it is held against Keras. */
export interface JudgedEngine {
  readonly name: string;
  readonly create: () => Engine;
  readonly networks: readonly { readonly name: string; readonly read: () => Promise<NetworkFixture> }[];
}

const tiny = { name: "tiny_cnn", read: readTinyCnn };
const referenceCnn = { name: "reference_cnn", read: readReferenceCnn };

/** Every engine in every mode. The plain loops of `reference` would take minutes for the larger network. */
export const judgedEngines: readonly JudgedEngine[] = [
  { name: "reference", create: createReferenceEngine, networks: [tiny] },
  { name: "wasm, portable", create: () => createWasmEngine(), networks: [tiny, referenceCnn] },
  { name: "wasm, fast", create: () => createWasmEngine({ mode: "fast" }), networks: [tiny, referenceCnn] },
];
