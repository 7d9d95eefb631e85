import { type FunctionBuilder, type FunctionReference, typeCode } from "./function_builder.ts";
import { text, unsigned, vector } from "./leb128.ts";

/** Bytes of a page of memory. */
export const PAGE_BYTES = 65_536;

function section(id: number, body: readonly number[]): number[] {
  return [id].concat(unsigned(body.length), body);
}

/** Where a module's code works. */
export interface ModuleMemory {
  /** Pages that the memory must have at least; if it is shared, that it has. */
  readonly pages: number;
  /** Whether threads share it. @default {false} */
  readonly shared?: boolean;
}

/** Collects functions and encodes them as a WebAssembly module over one imported memory, `host.memory`. */
export class ModuleBuilder {
  readonly #functions: FunctionBuilder[] = [];
  readonly #exports: { readonly name: string; readonly index: number }[] = [];

  /**
   * Adds a function.
   * @param builder Its body, complete by the time of `encode`.
   * @param name Under which it is exported; left out: it is not.
   */
  add(builder: FunctionBuilder, name?: string): FunctionReference {
    const index = this.#functions.length;
    this.#functions.push(builder);
    if (name !== undefined) {
      this.#exports.push({ name, index });
    }
    return { index };
  }

  /**
   * The module's bytes.
   * @param memory What the memory must be.
   */
  encode({ pages, shared = false }: ModuleMemory): Uint8Array<ArrayBuffer> {
    const limits = shared ? [3, ...unsigned(pages), ...unsigned(pages)] : [0, ...unsigned(pages)];
    const arities = [...new Set(this.#functions.map(({ parameterCount }) => parameterCount))];
    const types = arities.map((arity) => [
      0x60,
      ...vector(Array.from({ length: arity }, () => [typeCode("i32")])),
      0,
    ]);
    const codes = this.#functions.map((builder) => builder.encode());
    const parts = [
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, vector(types)),
      section(2, vector([[...text("host"), ...text("memory"), 2, ...limits]])),
      section(
        3,
        vector(this.#functions.map(({ parameterCount }) => unsigned(arities.indexOf(parameterCount)))),
      ),
      section(7, vector(this.#exports.map(({ name, index }) => [...text(name), 0, ...unsigned(index)]))),
      section(10, unsigned(codes.length).concat(...codes)),
    ];
    const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}
