import { atomics } from "../assembler/atomic_instructions.ts";
import { FunctionBuilder, type FunctionReference } from "../assembler/function_builder.ts";
import type { ModuleBuilder } from "../assembler/module_builder.ts";
import { i32, i64 } from "../assembler/scalar_instructions.ts";
import { CONTROL } from "./control_words.ts";

/**
 * Looks at the word before a thread goes to sleep: some tens of microseconds, longer than threads that run in step wait for each other, and
 * too short to take much from others on a busy machine.
 */
const SPINS = 4000;
/** A thread that sleeps looks up so often, in nanoseconds, whether another has crashed. */
const NAP_NANOSECONDS = 250_000_000;
/** After so many naps (10 minutes) whoever is waited for will not come any more. */
const MOST_NAPS = 2400;

/** Emits what a thread does until the barrier's generation is another one: it spins, then sleeps. */
function emitWait(fn: FunctionBuilder, generation: ReturnType<FunctionBuilder["parameter"]>): void {
  const place = { address: i32.constant(CONTROL.generation) };
  const isWaiting = i32.equal(atomics.load(place), generation);
  const spins = fn.let(i32.constant(SPINS));
  fn.repeat(() => {
    fn.increase(spins, -1);
    return i32.and(isWaiting, i32.notEqual(spins, i32.constant(0)));
  });
  fn.when(isWaiting, () => {
    const naps = fn.let(i32.constant(MOST_NAPS));
    fn.repeat(() => {
      fn.drop(atomics.wait(place, generation, i64.constant(BigInt(NAP_NANOSECONDS))));
      fn.increase(naps, -1);
      const crashed = atomics.load({ address: i32.constant(CONTROL.crashed) });
      fn.when(i32.and(isWaiting, i32.or(crashed, i32.isZero(naps))), () => fn.trap());
      return isWaiting;
    });
  });
}

/**
 * Adds a function without parameters that a thread calls to wait for all others: whatever any of them wrote before is there for all behind it.
 * It spins briefly and then sleeps, so that a busy machine is not kept from the work that is waited for. It traps when another thread has
 * crashed.
 */
export function emitBarrier(module: ModuleBuilder, threads: number): FunctionReference {
  const fn = new FunctionBuilder();
  const arrived = { address: i32.constant(CONTROL.arrived) };
  const place = { address: i32.constant(CONTROL.generation) };
  const generation = fn.let(atomics.load(place));
  const isLast = fn.let(i32.equal(atomics.add(arrived, i32.constant(1)), i32.constant(threads - 1)));
  fn.when(isLast, () => {
    fn.drop(atomics.exchange(arrived, i32.constant(0)));
    fn.drop(atomics.add(place, i32.constant(1)));
    fn.drop(atomics.notify(place, i32.constant(threads)));
  });
  fn.when(i32.isZero(isLast), () => emitWait(fn, generation));
  return module.add(fn);
}
