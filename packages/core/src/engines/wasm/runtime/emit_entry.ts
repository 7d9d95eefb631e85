import type { Entry } from "../../../graph/program.ts";
import type { I32 } from "../assembler/expression.ts";
import { FunctionBuilder, type FunctionReference } from "../assembler/function_builder.ts";
import type { ModuleBuilder } from "../assembler/module_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { Operand } from "../kernels/operand.ts";
import type { TargetFeatures } from "../kernels/target_features.ts";
import type { Copy, EntryPlan } from "../memory/plan_entry.ts";
import type { StagedEntry } from "../schedule/build_stages.ts";
import type { Stage, Use } from "../schedule/stage.ts";
import { bytesOf } from "../schedule/values.ts";

/** An operand at the image that a stage works on. */
function operand(fn: FunctionBuilder, use: Use, { plan, image }: { plan: EntryPlan; image: I32 }): Operand {
  const { address, isPassing } = plan.locations.get(use.value)!;
  const base = i32.constant(address);
  if (!use.sliced || isPassing) {
    return { address: base, type: use.type };
  }
  const bytes = bytesOf(use.type);
  return { address: fn.let(i32.add(base, i32.mul(image, i32.constant(bytes)))), type: use.type };
}

function stageFunction(stage: Stage, plan: EntryPlan, features: TargetFeatures): FunctionBuilder {
  const fn = new FunctionBuilder(1);
  const image = fn.parameter(0);
  const operands = (uses: readonly Use[]): Operand[] => uses.map((use) => operand(fn, use, { plan, image }));
  const reads = operands(stage.reads);
  const writes = operands(stage.writes);
  const scratch = i32.constant(plan.scratch.get(stage) ?? 0);
  stage.emit(fn, { reads, writes, scratch, image }, features);
  return fn;
}

function emitCopies(fn: FunctionBuilder, copies: readonly Copy[]): void {
  for (const { from, to, bytes } of copies) {
    fn.copy(i32.constant(to), i32.constant(from), bytes);
  }
}

/** The function of a stage, for those who time stages one by one. */
export interface EmittedStage {
  readonly stage: Stage;
  readonly reference: FunctionReference;
  readonly images: number | null;
}

/**
 * Adds an entry to a module: a function for each stage, and one that runs them all, exported under `name`.
 * That one saves old state, goes through the blocks (calling the stages of a loop once an image, after setting its sums to zero), and copies
 * new state to its place.
 * @returns The functions of the stages, in order.
 */
export function emitEntry(
  module: ModuleBuilder,
  given: {
    readonly name: string;
    readonly entry: Entry;
    readonly staged: StagedEntry;
    readonly plan: EntryPlan;
    readonly features: TargetFeatures;
  },
): EmittedStage[] {
  const { name, entry, staged, plan, features } = given;
  const run = new FunctionBuilder();
  const emitted: EmittedStage[] = [];
  emitCopies(run, plan.copiesBefore);
  for (const { images, stages, sums } of staged.blocks) {
    const functions = stages.map((stage) => module.add(stageFunction(stage, plan, features)));
    emitted.push(...stages.map((stage, index) => ({ stage, reference: functions[index]!, images })));
    for (const value of sums) {
      const { address } = plan.locations.get(value)!;
      run.fill(i32.constant(address), 0, bytesOf(entry.graph.nodes[value]!.type));
    }
    const call = (image: I32): void => {
      for (const reference of functions) {
        run.call(reference, [image]);
      }
    };
    if (images === null) {
      call(i32.constant(0));
    } else {
      run.range({ to: images }, call);
    }
  }
  emitCopies(run, plan.copiesAfter);
  module.add(run, name);
  return emitted;
}
