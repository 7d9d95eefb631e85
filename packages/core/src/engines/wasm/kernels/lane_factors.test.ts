import { afterEach, describe, expect, test, vi } from "vitest";
import { referenceCnn } from "../../../architectures/reference_cnn.ts";
import { buildArchitecture } from "../../../architectures/registry.ts";
import type { NamedTensors, Program } from "../../../graph/program.ts";
import { allocate } from "../../../graph/tensor_type.ts";
import { initializeState } from "../../../programs/initialize_state.ts";
import { trainingProgram } from "../../../programs/training_program.ts";
import type { ModelSpec } from "../../../spec/model_spec.ts";
import { parseModelSpec } from "../../../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../../../spec/parse_train_spec.ts";
import type { EngineMode } from "../../engine.ts";
import { createWasmEngine } from "../create_wasm_engine.ts";
import { lowerProgram } from "../runtime/lower_program.ts";

const ENTRY = "train:5";

/** Kernel rows of 6, 15, 8 and 7 numbers, filters that no eight divides, strides and dilations. */
const oddSizes: ModelSpec = parseModelSpec({
  input: { height: 15, width: 13, channels: 3 },
  layers: [
    { conv2d: { filters: 5, kernelSize: [3, 2], padding: "same" } },
    { conv2d: { filters: 8, kernelSize: 3, stride: 2, padding: "same", activation: "relu" } },
    { conv2d: { filters: 7, kernelSize: [2, 1], dilation: 2, activation: "relu" } },
    { conv2d: { filters: 11, kernelSize: 1 } },
    { flatten: {} },
    { dense: { units: 6, activation: "tanh" } },
    { dense: { units: 10 } },
    { activation: { function: "softmax" } },
  ],
  classes: 10,
});

const small = { input: { height: 16, width: 16, channels: 3 }, classes: 10 };

const models: Readonly<Record<string, ModelSpec>> = {
  referenceCnn: referenceCnn(),
  resnet: buildArchitecture("resnet", small, { blocks: 1 }),
  mobilenet: buildArchitecture("mobilenet", small, { width: 8 }),
  oddSizes,
};

function feedsOf(program: Program): NamedTensors {
  const { feeds, graph } = program.entries[ENTRY]!;
  return Object.fromEntries(
    Object.entries(feeds).map(([name, id]) => {
      const range = { images: 256, labels: 10 }[name];
      const data = allocate(graph.nodes[id]!.type);
      return [name, data.map((_zero, at) => (range === undefined ? 0.001 : (at * 7919 + (at >> 5)) % range))];
    }),
  ) as NamedTensors;
}

/** State after two steps. */
async function trainSome(program: Program, mode: EngineMode): Promise<NamedTensors> {
  const executable = await createWasmEngine({ mode }).compile(program);
  await executable.writeState(initializeState(program, 5));
  await executable.run(ENTRY, feedsOf(program));
  await executable.run(ENTRY, feedsOf(program));
  const state = await executable.readState();
  executable.dispose();
  return state;
}

const cases = Object.keys(models).flatMap((name) =>
  (["portable", "fast"] as const).map((mode) => ({ name, mode })),
);

describe("emitLaneLoop()", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test.each(cases)("emitLaneLoop() changes no bit of $name in $mode mode", async ({ name, mode }) => {
    const program = trainingProgram(models[name]!, parseTrainSpec({}), { train: [5], evaluate: [] });
    const plain = await trainSome(program, mode);
    // as a runtime that checks each access says of itself
    vi.stubGlobal("Deno", {});
    expect(await trainSome(program, mode)).toEqual(plain);
  });

  test("emitLaneLoop() is other code", () => {
    const program = trainingProgram(oddSizes, parseTrainSpec({}), { train: [5], evaluate: [] });
    const [plain, lanes] = [false, true].map(
      (checkedAccess) => lowerProgram(program, { relaxed: false, checkedAccess }).bytes,
    );
    expect(lanes).not.toEqual(plain);
  });
});
