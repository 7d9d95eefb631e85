import { philoxUniform } from "../graph/philox.ts";
import type { NamedTensors, Program, StateVariable } from "../graph/program.ts";
import { allocate, type TensorData } from "../graph/tensor_type.ts";

/** Step number of the draws that happen before the first step. */
const BEFORE_TRAINING = 0xffff_ffff;

function initialValue(variable: StateVariable, index: number, seed: number): TensorData {
  const values = allocate(variable.type);
  const { initializer } = variable;
  switch (initializer.kind) {
    case "constant":
      return values.fill(initializer.value);
    case "glorotUniform": {
      // Glorot and Bengio, 2010: variance 2 / (fanIn + fanOut)
      const limit = Math.sqrt(6 / (initializer.fanIn + initializer.fanOut));
      const uniform = philoxUniform({ seed, stream: index, step: BEFORE_TRAINING }, values.length);
      for (let i = 0; i < values.length; i++) {
        values[i] = (2 * uniform[i]! - 1) * limit;
      }
      return values;
    }
  }
}

/**
 * First values of a program's state: a pure function of the program and the seed, the same bits on every runtime.
 * @param seed A 32-bit whole number; it also becomes the state variable `seed`, from which a training step draws.
 */
export function initializeState(program: Program, seed: number): NamedTensors {
  const state = Object.fromEntries(
    program.state.map((variable, index) => [variable.name, initialValue(variable, index, seed)]),
  );
  return "seed" in state ? { ...state, seed: new Int32Array([seed]) } : state;
}
