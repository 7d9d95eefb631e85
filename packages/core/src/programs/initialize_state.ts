import type { NamedTensors, Program } from "../graph/program.ts";
import { drawInitial } from "./draw_initial.ts";

/** Step number of the draws that happen before the first step. */
const BEFORE_TRAINING = 0xffff_ffff;

/**
 * First values of a program's state: a pure function of the program and the seed, the same bits on every runtime.
 * @param seed A 32-bit whole number; it also becomes the state variable `seed`, from which a training step draws.
 */
export function initializeState(program: Program, seed: number): NamedTensors {
  const state = Object.fromEntries(
    program.state.map((variable, index) => [
      variable.name,
      drawInitial(variable.type, variable.initializer, { seed, stream: index, step: BEFORE_TRAINING }),
    ]),
  );
  return "seed" in state ? { ...state, seed: new Int32Array([seed]) } : state;
}
