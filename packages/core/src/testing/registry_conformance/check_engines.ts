import type { Engine, Executable } from "../../engines/engine.ts";
import { createReferenceEngine } from "../../engines/reference/create_reference_engine.ts";
import { createWasmEngine } from "../../engines/wasm/create_wasm_engine.ts";
import { philoxBits } from "../../graph/philox.ts";
import type { Entry, NamedTensors, Program } from "../../graph/program.ts";
import { allocate, type TensorData, type TensorType } from "../../graph/tensor_type.ts";
import { initializeState } from "../../programs/initialize_state.ts";
import { trainingProgram } from "../../programs/training_program.ts";
import { checkClose } from "../check_close.ts";
import type { CataloguedEntry } from "./catalogued_entry.ts";
import { variantOf } from "./check_example.ts";

/** An odd number of images, so that no loop comes out even. */
const BATCH = 3;

/** Of the larger of 1 and the expected number: terms of sums may be added in any order, layer after layer. */
const TOLERANCE = { relative: 2e-5 };

/**
 * Weights and feeds are drawn anew up to so many times, and must agree once: where a number lies within the last bits of a kink (of relu, of
 * a maximum), engines may go different ways, which in a network of twenty layers happens now and then.
 */
export const ATTEMPTS = 3;

const RATE = 0.05;

/** What weights and feeds follow from. */
interface Draw {
  readonly seed: number;
  readonly classes: number;
}

/** Something for each feed of a step: pixels, labels, or a number from 0 to 1. */
function makeFeed(name: string, type: TensorType, { classes, seed }: Draw): TensorData {
  const data = allocate(type);
  const words = philoxBits({ seed, stream: name.length, step: 0 }, data.length);
  for (const [index, word] of words.entries()) {
    data[index] =
      type.dtype === "uint8"
        ? word >>> 24
        : type.dtype === "int32"
          ? word % classes
          : (word >>> 8) / 0x100_0000;
  }
  return name === "learningRate" ? data.fill(RATE) : data;
}

function makeFeeds({ graph, feeds }: Entry, draw: Draw): NamedTensors {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, id]) => [name, makeFeed(name, graph.nodes[id]!.type, draw)]),
  );
}

/** What an evaluation and a training step after it give, and the state that they leave. */
async function runOnce(executable: Executable, program: Program, draw: Draw): Promise<NamedTensors> {
  await executable.writeState(initializeState(program, draw.seed));
  const results: Record<string, TensorData> = {};
  // the evaluation first: behind a step, differences of its last bits grow with every layer
  for (const [entryName, entry] of Object.entries(program.entries).reverse()) {
    for (const [name, data] of Object.entries(await executable.run(entryName, makeFeeds(entry, draw)))) {
      results[`${entryName} ${name}`] = data;
    }
  }
  return { ...results, ...(await executable.readState()) };
}

/** Fails unless tensors are as near as sums in another order are. */
export function demandClose(actual: NamedTensors, expected: NamedTensors): void {
  for (const [name, data] of Object.entries(expected)) {
    try {
      checkClose(actual[name]!, data, TOLERANCE);
    } catch (error) {
      throw new Error(`At ${name}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** The engines that are held against `reference`. */
export const ENGINES: readonly Engine[] = [createWasmEngine(), createWasmEngine({ mode: "fast" })];

/** Fails unless an engine evaluates a program as `reference` does, and takes the same training step. */
async function checkProgram(engine: Engine, program: Program, classes: number): Promise<void> {
  const [reference, other] = [await createReferenceEngine().compile(program), await engine.compile(program)];
  try {
    for (let seed = 1; ; seed++) {
      const draw = { seed, classes };
      try {
        return demandClose(await runOnce(other, program, draw), await runOnce(reference, program, draw));
      } catch (error) {
        if (seed === ATTEMPTS) {
          throw new Error(`Engine ${engine.id} ${engine.mode} differs. ${(error as Error).message}`, {
            cause: error,
          });
        }
      }
    }
  } finally {
    reference.dispose();
    other.dispose();
  }
}

/** A network with the example is evaluated, and takes the same training step, on every engine. */
export async function checkEngines(entry: CataloguedEntry): Promise<void> {
  const { model, train } = variantOf(entry);
  const program = trainingProgram(model, train, { train: [BATCH], evaluate: [BATCH] });
  for (const engine of ENGINES) {
    await checkProgram(engine, program, model.classes);
  }
}
