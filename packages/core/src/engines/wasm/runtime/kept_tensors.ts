import { FunctionBuilder } from "../assembler/function_builder.ts";
import type { ModuleBuilder } from "../assembler/module_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { Operand } from "../kernels/operand.ts";
import type { TargetFeatures } from "../kernels/target_features.ts";
import { align } from "../memory/pack_intervals.ts";
import type { KeptTensor } from "../schedule/build_stages.ts";
import type { Stage, Use } from "../schedule/stage.ts";

/** A function that makes something of a state variable, for entries that would else make it in each run. */
export interface Preparation {
  readonly exportName: string;
  /** Name of the variable: after a change it must run again. */
  readonly variable: string;
  readonly stage: Stage;
}

/** What entries keep from run to run, and where: one tensor a key, whichever entries read it. */
export class KeptTensors {
  readonly #places = new Map<string, { readonly address: number; readonly preparation: Preparation }>();
  #end: number;

  constructor(start: number) {
    this.#end = start;
  }

  /** First byte behind them. */
  get end(): number {
    return this.#end;
  }

  /** The place of one. */
  add({ key, bytes, variable, stage }: KeptTensor): number {
    const known = this.#places.get(key);
    if (known !== undefined) {
      return known.address;
    }
    const address = this.#end;
    const preparation = { exportName: `prepare${this.#places.size}`, variable, stage };
    this.#places.set(key, { address, preparation });
    this.#end = align(address + bytes);
    return address;
  }

  /** Bytes that the greatest of their stages needs for itself. */
  get scratchBytes(): number {
    return Math.max(
      0,
      ...[...this.#places.values()].map(({ preparation }) => preparation.stage.scratchBytes ?? 0),
    );
  }

  /** What makes those of an entry. */
  preparationsOf(kept: readonly KeptTensor[]): Preparation[] {
    return [...new Set(kept.map(({ key }) => this.#places.get(key)!.preparation))];
  }

  /** Adds the functions that make them to a module. */
  emit(
    module: ModuleBuilder,
    {
      state,
      scratch,
      features,
    }: {
      readonly state: ReadonlyMap<string, number>;
      readonly scratch: number;
      readonly features: TargetFeatures;
    },
  ): void {
    for (const { address, preparation } of this.#places.values()) {
      const { stage, variable, exportName } = preparation;
      const fn = new FunctionBuilder();
      const operand = (at: number, { type }: Use): Operand => ({ address: i32.constant(at), type });
      stage.emit(
        fn,
        {
          reads: stage.reads.map((use) => operand(state.get(variable)!, use)),
          writes: stage.writes.map((use) => operand(address, use)),
          scratch: i32.constant(scratch),
          image: i32.constant(0),
        },
        features,
      );
      module.add(fn, exportName);
    }
  }
}
