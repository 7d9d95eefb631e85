import type { Engine, Executable } from "../engines/engine.ts";
import type { NamedTensors, Program } from "../graph/program.ts";
import { initializeState } from "../programs/initialize_state.ts";
import { modelState } from "../programs/trace_model.ts";
import type { BatchSizes } from "../programs/training_program.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import type { TrainingTask } from "./training_task.ts";

/** What the programs of a training are made of. */
export interface PhasesOptions {
  readonly model: ModelSpec;
  readonly task: TrainingTask;
  readonly sizes: BatchSizes;
  readonly seed: number;
  readonly engine: Engine;
}

/** State to begin with; it may follow from the program. */
export type FirstState = NamedTensors | ((program: Program) => NamedTensors);

/** What goes on from one phase to the next beside the weights. */
const COUNTERS = ["seed", "step"];

/**
 * The executable of a training. Where the task takes another program from an epoch on, since layers are frozen or freed, weights and counters
 * move into it; everything else begins anew, as what an optimizer remembers says nothing of a weight that it did not move.
 */
export class PhasedExecutable {
  readonly #options: PhasesOptions;
  #phase: string;
  #program: Program;
  #executable: Executable;

  private constructor(options: PhasesOptions, opened: Opened) {
    this.#options = options;
    this.#phase = opened.phase;
    this.#program = opened.program;
    this.#executable = opened.executable;
  }

  /**
   * Compiles the program of an epoch and writes its first state.
   * @param state Replaces what follows from the seed; variables that are not named keep that.
   */
  static async open(options: PhasesOptions, epoch: number, state: FirstState): Promise<PhasedExecutable> {
    return new PhasedExecutable(options, await openPhase(options, epoch, state));
  }

  get program(): Program {
    return this.#program;
  }

  get executable(): Executable {
    return this.#executable;
  }

  /** Takes the program of an epoch. @returns Whether it is another one. */
  async enter(epoch: number): Promise<boolean> {
    if (this.#options.task.phaseAt(epoch) === this.#phase) {
      return false;
    }
    const moving = [...modelState(this.#options.model).map(({ name }) => name), ...COUNTERS];
    const state = await this.#executable.readState(moving);
    const opened = await openPhase(this.#options, epoch, state);
    this.#executable.dispose();
    this.#phase = opened.phase;
    this.#program = opened.program;
    this.#executable = opened.executable;
    return true;
  }

  dispose(): void {
    this.#executable.dispose();
  }
}

interface Opened {
  readonly phase: string;
  readonly program: Program;
  readonly executable: Executable;
}

async function openPhase(
  { task, sizes, seed, engine }: PhasesOptions,
  epoch: number,
  state: FirstState,
): Promise<Opened> {
  const program = task.program(sizes, epoch);
  const executable = await engine.compile(program);
  try {
    await executable.writeState({
      ...initializeState(program, seed),
      ...(typeof state === "function" ? state(program) : state),
    });
    return { phase: task.phaseAt(epoch), program, executable };
  } catch (error) {
    executable.dispose();
    throw error;
  }
}
