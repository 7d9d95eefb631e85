import type { DescribedEntry } from "./describe_entries.ts";

/** One engine, as plain data. No spec names one: the bits of a training depend on it, and what is trained does not. */
export type EngineEntry = DescribedEntry<"engine">;

const ENGINES: readonly EngineEntry[] = [
  {
    kind: "engine",
    id: "wasm",
    summary: "Turns a whole training step into one WebAssembly module, specialised to the network's shapes.",
    parameters: {
      mode: {
        kind: "enum",
        typeName: "EngineMode",
        summary:
          "Whether results have the same bits on every machine and runtime, or on one kind of machine and come sooner.",
        values: ["portable", "fast"],
        default: "portable",
      },
      threads: {
        kind: "int",
        summary: "Threads that share the work; no bit of a result depends on them.",
        minimum: 1,
        maximum: 4,
        default: 1,
      },
    },
    documentation: {
      formula: "each sum in the order of the loops; mode fast: fma(a, b, c) in place of a b + c",
      advice:
        "What trains and predicts everywhere: in Node, Deno and browsers. Take mode fast where bits need not be those of other machines; more threads than processors do not help.",
      reference: "WebAssembly Core Specification 2.0, vector instructions; relaxed SIMD for mode fast",
      example: { wasm: { mode: "fast", threads: 2 } },
    },
  },
  {
    kind: "engine",
    id: "reference",
    summary: "Computes op by op in plain loops of JavaScript, as the definitions of the ops say.",
    parameters: {},
    documentation: {
      formula: "each op as it is defined, one after the other",
      advice:
        "What other engines are held against. Take it to see what an op does; trainings take tens of times as long as with wasm.",
      reference: "ConvZoo, docs/architecture.md",
      example: { reference: {} },
    },
  },
];

/**
 * The engines that core has, with what each can be told.
 * @returns Plain data that JSON keeps as it is.
 */
export function engineCatalogue(): readonly EngineEntry[] {
  return ENGINES;
}
