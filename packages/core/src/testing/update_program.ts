import type { Engine, Executable } from "../engines/engine.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import { placeholder, variable } from "../graph/ops/mod.ts";
import type { NamedTensors, Program } from "../graph/program.ts";
import type { Shape } from "../graph/tensor_type.ts";
import { initializeState } from "../programs/initialize_state.ts";
import { traceUpdate } from "../programs/trace_update.ts";
import type { TrainSpec } from "../spec/train_spec.ts";

/** A program of one entry, `step`: weights as its state, their gradients and `learningRate` as its feeds. */
function updateProgram(train: TrainSpec, weights: Readonly<Record<string, Shape>>): Program {
  const builder = new GraphBuilder();
  const learningRate = placeholder(builder, "learningRate", { dtype: "float32", shape: [] });
  const trained = Object.entries(weights).map(([name, shape]) => ({
    name,
    value: variable(builder, name, { dtype: "float32", shape }),
    gradient: placeholder(builder, `gradient.${name}`, { dtype: "float32", shape }),
  }));
  const { updates, slots } = traceUpdate(builder, train, { weights: trained, learningRate });
  const feeds = trained.map(({ name, gradient }) => [name, gradient.id] as const);
  return {
    name: "update",
    state: [
      ...Object.entries(weights).map(([name, shape]) => ({
        name,
        type: { dtype: "float32", shape } as const,
        initializer: { kind: "constant", value: 0 } as const,
      })),
      ...slots,
    ],
    entries: {
      step: {
        graph: builder.build(),
        feeds: { ...Object.fromEntries(feeds), learningRate: learningRate.id },
        fetches: {},
        updates: Object.fromEntries([...updates].map(([name, value]) => [name, value.id])),
      },
    },
  };
}

/** Weights that are moved by given gradients, as a training would move them. */
export class UpdateRun {
  readonly #executable: Executable;

  private constructor(executable: Executable) {
    this.#executable = executable;
  }

  /** @param initial First values of the weights, of the shapes given. */
  static async start(
    engine: Engine,
    train: TrainSpec,
    weights: { readonly shapes: Readonly<Record<string, Shape>>; readonly initial: NamedTensors },
  ): Promise<UpdateRun> {
    const program = updateProgram(train, weights.shapes);
    const executable = await engine.compile(program);
    await executable.writeState({ ...initializeState(program, 0), ...weights.initial });
    return new UpdateRun(executable);
  }

  /** Takes one step. */
  async step(gradients: NamedTensors, learningRate: number): Promise<void> {
    await this.#executable.run("step", { ...gradients, learningRate: Float32Array.of(learningRate) });
  }

  /** Weights and slots by name; all of them, or those named. */
  state(names?: readonly string[]): Promise<NamedTensors> {
    return this.#executable.readState(names);
  }

  /** Puts weights and slots back. */
  restore(state: NamedTensors): Promise<void> {
    return this.#executable.writeState(state);
  }

  dispose(): void {
    this.#executable.dispose();
  }
}
