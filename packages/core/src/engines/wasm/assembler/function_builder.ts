import type { Expression, I32, Local, Place, V128, ValueType } from "./expression.ts";
import { memoryArgument, simd } from "./expression.ts";
import { unsigned, vector } from "./leb128.ts";
import { i32 } from "./scalar_instructions.ts";

const TYPE_CODES: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, v128: 0x7b };

/** The byte of a value type. */
export function typeCode(type: ValueType): number {
  return TYPE_CODES[type];
}

/** A function that a module can call. */
export interface FunctionReference {
  readonly index: number;
}

/** A counted loop. */
export interface RangeOptions {
  /** @default {0} */
  readonly from?: number | I32;
  /** Where it ends: the first value that is not visited. */
  readonly to: number | I32;
  /** @default {1} */
  readonly step?: number;
}

/** Whether a loop of which all is known has nothing to visit. */
function isEmpty({ from = 0, to }: RangeOptions): boolean {
  return typeof from === "number" && typeof to === "number" && from >= to;
}

function toExpression(value: number | I32): I32 {
  return typeof value === "number" ? i32.constant(value) : value;
}

/**
 * Writes the body of one WebAssembly function, statement by statement.
 * Parameters and variables are locals; all parameters are `i32` and there is no result: kernels work on memory.
 */
export class FunctionBuilder {
  readonly #parameterCount: number;
  readonly #locals: ValueType[] = [];
  readonly #code: number[] = [];
  /** Values that are computed before everything else, by their bytes. */
  readonly #early = new Map<string, { readonly local: Local; readonly value: Expression }>();

  /** @param parameterCount Number of `i32` parameters. */
  constructor(parameterCount = 0) {
    this.#parameterCount = parameterCount;
  }

  /** Number of `i32` parameters. */
  get parameterCount(): number {
    return this.#parameterCount;
  }

  /** A parameter by its place. */
  parameter(index: number): Local<"i32"> {
    return this.#reference("i32", index);
  }

  /** A new variable; zero at the start of the function. */
  local<TType extends ValueType>(type: TType): Local<TType> {
    this.#locals.push(type);
    return this.#reference(type, this.#parameterCount + this.#locals.length - 1);
  }

  /** A new variable with a value; not set anew when a loop comes by again, unless this stands in the loop. */
  let<TType extends ValueType>(value: Expression<TType>): Local<TType> {
    const local = this.local(value.type);
    this.set(local, value);
    return local;
  }

  /**
   * A variable that is set once, at the start of the function, whatever loop this stands in; one for equal values.
   * For vector constants in loops, which are otherwise put together anew in each turn.
   * @param value Must depend on nothing but the parameters.
   */
  early<TType extends ValueType>(value: Expression<TType>): Local<TType> {
    const key = value.bytes.join();
    const known = this.#early.get(key);
    if (known !== undefined) {
      return known.local as Local<TType>;
    }
    const local = this.local(value.type);
    this.#early.set(key, { local, value });
    return local;
  }

  #reference<TType extends ValueType>(type: TType, index: number): Local<TType> {
    return { type, index, bytes: [0x20, ...unsigned(index)] };
  }

  #append(...parts: readonly (readonly number[])[]): void {
    for (const part of parts) {
      for (const byte of part) {
        this.#code.push(byte);
      }
    }
  }

  /** `local = value`. */
  set<TType extends ValueType>(local: Local<TType>, value: Expression<TType>): void {
    this.#append(value.bytes, [0x21, ...unsigned(local.index)]);
  }

  /** `local = local + amount`, for addresses and counters. */
  increase(local: Local<"i32">, amount: number | I32): void {
    if (amount !== 0) {
      this.set(local, i32.add(local, toExpression(amount)));
    }
  }

  /** Stores 4 bytes of a float32 or int32, or 16 of a vector. */
  store({ address, offset }: Place, value: Expression<"i32"> | Expression<"f32"> | V128): void {
    const opcode = { i32: [0x36], f32: [0x38], v128: simd(0x0b) }[value.type];
    this.#append(address.bytes, value.bytes, opcode, memoryArgument(offset));
  }

  /** Stores the lowest byte. */
  storeByte({ address, offset }: Place, value: I32): void {
    this.#append(address.bytes, value.bytes, [0x3a], memoryArgument(offset));
  }

  /** Stores one 32-bit lane of a vector. */
  storeLane({ address, offset }: Place, value: V128, lane: number): void {
    this.#append(address.bytes, value.bytes, simd(0x5a), memoryArgument(offset), [lane]);
  }

  /** Copies bytes; the ranges may overlap. */
  copy(target: I32, source: I32, bytes: number | I32): void {
    this.#append(target.bytes, source.bytes, toExpression(bytes).bytes, [0xfc, 10, 0, 0]);
  }

  /** Sets bytes to a value. */
  fill(target: I32, value: number, bytes: number | I32): void {
    this.#append(target.bytes, i32.constant(value).bytes, toExpression(bytes).bytes, [0xfc, 11, 0]);
  }

  /** Calls a function of the module. */
  call(reference: FunctionReference, parameters: readonly I32[]): void {
    this.#append(...parameters.map((parameter) => parameter.bytes), [0x10, ...unsigned(reference.index)]);
  }

  /** Runs `body` if the condition is not 0. */
  when(condition: I32, body: () => void): void {
    this.#append(condition.bytes, [0x04, 0x40]);
    body();
    this.#append([0x0b]);
  }

  /**
   * Runs `body` with a counter from `from` up to, and without, `to`.
   * With numbers for both, an empty range leaves no code and the first test is spared.
   */
  range(options: RangeOptions, body: (counter: Local<"i32">) => void): void {
    if (isEmpty(options)) {
      return;
    }
    const { from = 0, to, step = 1 } = options;
    const counter = this.let(toExpression(from));
    const end = typeof to === "number" ? i32.constant(to) : this.let(to);
    const loop = (): void => {
      this.#append([0x03, 0x40]);
      body(counter);
      this.increase(counter, step);
      this.#append(i32.lessSigned(counter, end).bytes, [0x0d, 0, 0x0b]);
    };
    if (typeof from === "number" && typeof to === "number") {
      loop();
    } else {
      this.when(i32.lessSigned(counter, end), loop);
    }
  }

  /** Runs `body` over and over, as long as what it gives last is not 0. */
  repeat(body: () => I32): void {
    this.#append([0x03, 0x40]);
    this.#append(body().bytes, [0x0d, 0, 0x0b]);
  }

  /** Computes a value for what computing it does, and forgets it. */
  drop(value: Expression): void {
    this.#append(value.bytes, [0x1a]);
  }

  /** Ends the run with a trap. */
  trap(): void {
    this.#append([0x00]);
  }

  /** The function's entry in the module's code section. */
  encode(): number[] {
    const groups: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = groups.at(-1);
      if (last?.type === type) {
        last.count += 1;
      } else {
        groups.push({ type, count: 1 });
      }
    }
    const locals = vector(groups.map(({ type, count }) => [...unsigned(count), typeCode(type)]));
    const early = [...this.#early.values()].flatMap(({ local, value }) => [
      ...value.bytes,
      0x21,
      ...unsigned(local.index),
    ]);
    const body = locals.concat(early, this.#code, [0x0b]);
    return unsigned(body.length).concat(body);
  }
}
