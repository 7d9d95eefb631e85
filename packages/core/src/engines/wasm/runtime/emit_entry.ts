import type { Entry } from "../../../graph/program.ts";
import { atomics } from "../assembler/atomic_instructions.ts";
import type { I32, Local } from "../assembler/expression.ts";
import { FunctionBuilder, type FunctionReference } from "../assembler/function_builder.ts";
import type { ModuleBuilder } from "../assembler/module_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import { emitPartialTotals } from "../kernels/emit_partial_totals.ts";
import type { Operand } from "../kernels/operand.ts";
import type { TargetFeatures } from "../kernels/target_features.ts";
import type { Copy, EntryPlan } from "../memory/plan_entry.ts";
import type { StagedEntry } from "../schedule/build_stages.ts";
import type { Stage, StageBlock, Use } from "../schedule/stage.ts";
import { bytesOf } from "../schedule/values.ts";
import { CONTROL } from "./control_words.ts";
import { ThreadPhases } from "./thread_phases.ts";

/** What an entry's code is made for. */
export interface EntryTarget {
  readonly features: TargetFeatures;
  readonly threads: {
    readonly count: number;
    /** Where threads wait for each other; null for one thread. */
    readonly barrier: FunctionReference | null;
    /** Where the first thread's own memory begins, and the bytes from one to the next. */
    readonly privateStart: number;
    readonly privateStride: number;
  };
}

/** A block and what became of it. */
export interface EmittedBlock {
  readonly block: StageBlock;
  /**
   * The functions of its stages, for those who time them one by one. Their parameters: the image, the thread's own memory, the bytes from
   * the first shard's sums to this shard's.
   */
  readonly functions: readonly FunctionReference[];
  /** Threads that have something to do in it. */
  readonly workers: number;
}

/** Emits the code of one entry. */
class EntryEmitter {
  readonly #module: ModuleBuilder;
  readonly #plan: EntryPlan;
  readonly #target: EntryTarget;
  readonly #run = new FunctionBuilder(1);
  readonly #phases: ThreadPhases;
  /** What the word of taken shards is before the next loop. */
  #taken = 0;
  readonly emitted: EmittedBlock[] = [];

  constructor(
    module: ModuleBuilder,
    { plan, target }: { readonly entry: Entry; readonly plan: EntryPlan; readonly target: EntryTarget },
  ) {
    this.#module = module;
    this.#plan = plan;
    this.#target = target;
    this.#phases = new ThreadPhases(this.#run, target.threads.barrier);
  }

  emit(name: string, { blocks }: StagedEntry): boolean {
    this.#copy(this.#plan.copiesBefore);
    for (const block of blocks) {
      const functions = block.stages.map((stage) => this.#module.add(this.#stageFunction(stage, block)));
      this.emitted.push({ block, functions, workers: Math.min(this.#target.threads.count, block.shards) });
      if (block.images === null && block.shards > 1) {
        this.#sideBySide(block, functions);
      } else if (block.images === null) {
        const none = i32.constant(0);
        this.#phases.serial(() => {
          for (const [index, reference] of functions.entries()) {
            this.#run.range({ to: block.stages[index]!.parts ?? 1 }, (part) =>
              this.#run.call(reference, [part, none, none]),
            );
          }
        });
      } else {
        this.#loop(block, block.images, functions);
      }
    }
    this.#copy(this.#plan.copiesAfter);
    this.#phases.end();
    if (this.#phases.isParallel) {
      const taken = { address: i32.constant(CONTROL.taken) };
      this.#run.when(i32.isZero(this.#thread), () =>
        this.#run.drop(atomics.exchange(taken, i32.constant(0))),
      );
    }
    this.#module.add(this.#run, name);
    return this.#phases.isParallel;
  }

  #copy(copies: readonly Copy[]): void {
    if (copies.length === 0) {
      return;
    }
    this.#phases.serial(() => {
      for (const { from, to, bytes } of copies) {
        this.#run.copy(i32.constant(to), i32.constant(from), bytes);
      }
    });
  }

  /** The number of this thread. */
  get #thread(): Local<"i32"> {
    return this.#run.parameter(0);
  }

  /** The thread's own memory. */
  #ownMemory(): I32 {
    const { count, privateStart, privateStride } = this.#target.threads;
    const start = i32.constant(privateStart);
    return count === 1 ? start : i32.add(start, i32.mul(this.#thread, i32.constant(privateStride)));
  }

  /** Threads take the parts of stages. */
  #sideBySide({ stages, shards }: StageBlock, functions: readonly FunctionReference[]): void {
    const run = this.#run;
    this.#phases.parallel(() => {
      const own = run.let(this.#ownMemory());
      this.#eachShard(shards, (task) => {
        let first = 0;
        for (const [index, { parts = 1 }] of stages.entries()) {
          const part = run.let(i32.sub(task, i32.constant(first)));
          run.when(i32.lessUnsigned(part, i32.constant(parts)), () =>
            run.call(functions[index]!, [part, own, i32.constant(0)]),
          );
          first += parts;
        }
      });
    });
  }

  /** Threads take shards and go through their images. */
  #loop(block: StageBlock, images: number, functions: readonly FunctionReference[]): void {
    const run = this.#run;
    const { shards } = block;
    const partials = this.#plan.partials.get(block);
    // a loop that is not cut needs nobody else
    const phase = shards === 1 ? "serial" : "parallel";
    this.#phases[phase](() => {
      const own = run.let(this.#ownMemory());
      this.#eachShard(shards, (shard) => {
        const partial = run.let(i32.mul(shard, i32.constant(partials?.stride ?? 0)));
        this.#clear(block, partial);
        const bound = (index: I32): I32 =>
          i32.divUnsigned(i32.mul(index, i32.constant(images)), i32.constant(shards));
        const range = { from: bound(shard), to: bound(i32.add(shard, i32.constant(1))) };
        run.range(range, (image) => {
          for (const reference of functions) {
            run.call(reference, [image, own, partial]);
          }
        });
      });
    });
    if (partials !== undefined) {
      this.#phases.parallel(() => this.#addUp(block));
    }
  }

  /**
   * Has this thread take one shard after the other until none is left, so that a thread that is held up takes fewer. Which thread takes which
   * does not reach a result.
   */
  #eachShard(shards: number, body: (shard: I32) => void): void {
    const run = this.#run;
    const { count } = this.#target.threads;
    if (count === 1 || shards === 1) {
      run.range({ to: shards }, body);
      return;
    }
    const before = i32.constant(this.#taken);
    const shard = run.local("i32");
    run.repeat(() => {
      const taken = atomics.add({ address: i32.constant(CONTROL.taken) }, i32.constant(1));
      run.set(shard, i32.sub(taken, before));
      const isThere = i32.lessSigned(shard, i32.constant(shards));
      run.when(isThere, () => body(shard));
      return isThere;
    });
    // each thread has looked once more than there were shards
    this.#taken += shards + count;
  }

  /** Sets the sums of a shard to 0. */
  #clear(block: StageBlock, partial: I32): void {
    for (const value of block.sums) {
      const address = this.#plan.partials.get(block)?.addresses.get(value);
      const target =
        address === undefined
          ? i32.constant(this.#plan.locations.get(value)!.address)
          : i32.add(i32.constant(address), partial);
      this.#run.fill(target, 0, this.#plan.bytesOf(value));
    }
  }

  #addUp(block: StageBlock): void {
    const { addresses, stride } = this.#plan.partials.get(block)!;
    for (const [value, source] of addresses) {
      emitPartialTotals(this.#run, {
        source,
        stride,
        shards: block.shards,
        target: this.#plan.locations.get(value)!.address,
        elements: this.#plan.bytesOf(value) / 4,
        part: { index: this.#thread, count: this.#target.threads.count },
      });
    }
  }

  #stageFunction(stage: Stage, block: StageBlock): FunctionBuilder {
    const fn = new FunctionBuilder(3);
    const image = fn.parameter(0);
    const own = fn.parameter(1);
    const partial = fn.parameter(2);
    const { count, privateStart } = this.#target.threads;
    /** An address in the thread's own memory. */
    const privately = (address: number): I32 =>
      count === 1 ? i32.constant(privateStart + address) : fn.let(i32.add(own, i32.constant(address)));
    const operand = ({ value, sliced, type }: Use, writes: boolean): Operand => {
      const { address, isPassing } = this.#plan.locations.get(value)!;
      if (isPassing) {
        return { address: privately(address), type };
      }
      const sums = writes ? this.#plan.partials.get(block)?.addresses.get(value) : undefined;
      if (sums !== undefined) {
        return { address: fn.let(i32.add(i32.constant(sums), partial)), type };
      }
      const base = i32.constant(address);
      return {
        address: sliced ? fn.let(i32.add(base, i32.mul(image, i32.constant(bytesOf(type))))) : base,
        type,
      };
    };
    const reads = stage.reads.map((use) => operand(use, false));
    const writes = stage.writes.map((use) => operand(use, true));
    const { address, isPrivate } = this.#plan.scratch.get(stage) ?? { address: 0, isPrivate: false };
    const scratch = isPrivate ? privately(address) : i32.constant(address);
    stage.emit(fn, { reads, writes, scratch, image }, this.#target.features);
    return fn;
  }
}

/**
 * Adds an entry to a module: a function for each stage, and one that runs them all, exported under `name`. All threads call that one, each
 * with its number.
 * The first thread saves old state, runs what runs once, and copies new state to its place. Loops over images are cut into shards, which the
 * threads share among them; behind a loop the shards' sums are added up.
 * @returns The blocks, in order, and whether more threads than one have something to do.
 */
export function emitEntry(
  module: ModuleBuilder,
  given: {
    readonly name: string;
    readonly entry: Entry;
    readonly staged: StagedEntry;
    readonly plan: EntryPlan;
    readonly target: EntryTarget;
  },
): { blocks: EmittedBlock[]; isParallel: boolean } {
  const emitter = new EntryEmitter(module, given);
  const isParallel = emitter.emit(given.name, given.staged);
  return { blocks: emitter.emitted, isParallel };
}
