import type { FunctionBuilder, FunctionReference } from "../assembler/function_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";

/**
 * Writes a function that all threads call, each with its number, as phases with barriers between them: a serial one is the first thread's, a
 * parallel one everybody's. Neighbouring serial phases need no barrier between them.
 */
export class ThreadPhases {
  readonly #fn: FunctionBuilder;
  readonly #barrier: FunctionReference | null;
  #serial: (() => void)[] = [];
  #previous: "none" | "serial" | "parallel" = "none";
  #isParallel = false;

  /**
   * @param fn Its first parameter is the thread's number.
   * @param barrier Null if there is one thread.
   */
  constructor(fn: FunctionBuilder, barrier: FunctionReference | null) {
    this.#fn = fn;
    this.#barrier = barrier;
  }

  /** Whether threads beyond the first have had anything to do. */
  get isParallel(): boolean {
    return this.#isParallel;
  }

  /** Adds what the first thread does alone. */
  serial(emit: () => void): void {
    this.#serial.push(emit);
  }

  /** Adds what every thread does. */
  parallel(emit: () => void): void {
    this.#flush();
    if (this.#barrier !== null && this.#previous !== "none") {
      this.#fn.call(this.#barrier, []);
    }
    emit();
    this.#previous = "parallel";
    this.#isParallel ||= this.#barrier !== null;
  }

  /**
   * Ends the function: no thread leaves it before all have done their work. Without a parallel phase there is no barrier in it, and only the
   * first thread may call it.
   */
  end(): void {
    this.#flush();
    if (this.#barrier !== null && this.#isParallel) {
      this.#fn.call(this.#barrier, []);
    }
  }

  #flush(): void {
    const serial = this.#serial;
    this.#serial = [];
    const emitAll = (): void => {
      for (const emit of serial) {
        emit();
      }
    };
    if (this.#barrier === null) {
      emitAll();
    } else if (serial.length > 0) {
      if (this.#previous === "parallel") {
        this.#fn.call(this.#barrier, []);
      }
      this.#fn.when(i32.isZero(this.#fn.parameter(0)), emitAll);
      this.#previous = "serial";
    }
  }
}
