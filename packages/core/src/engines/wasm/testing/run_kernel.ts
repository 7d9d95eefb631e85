import { bytesPerElement, type TensorData, type TensorType } from "../../../graph/tensor_type.ts";
import type { I32 } from "../assembler/expression.ts";
import { FunctionBuilder } from "../assembler/function_builder.ts";
import { ModuleBuilder, PAGE_BYTES } from "../assembler/module_builder.ts";
import { i32 } from "../assembler/scalar_instructions.ts";
import type { Operand } from "../kernels/operand.ts";

/** A tensor that a kernel is given. */
export interface KernelTensor {
  readonly type: TensorType;
  readonly data: TensorData;
}

/** A kernel and the tensors that it works on, by name. */
export interface KernelRun<TName extends string> {
  readonly tensors: Readonly<Record<TName, KernelTensor>>;
  /** Tensors that the kernel may change. */
  readonly targets: readonly NoInfer<TName>[];
  readonly emit: (fn: FunctionBuilder, operands: Readonly<Record<TName, Operand>>) => void;
}

const GUARD_BYTES = 64;

/** What lies between tensors: another byte at each address, so that copying one over another shows. */
function guardAt(address: number): number {
  return Math.imul(address, 0x9e37_79b1) >>> 24;
}

interface Layout {
  readonly starts: readonly number[];
  readonly bytes: number;
}

/** Each tensor between guard bytes, at an address that is a multiple of 4 and no more, or of nothing if its elements are bytes. */
function layOut(tensors: readonly KernelTensor[]): Layout {
  const starts: number[] = [];
  let end = 0;
  for (const { type, data } of tensors) {
    const start = end + GUARD_BYTES + (bytesPerElement(type.dtype) === 4 ? 4 - (end % 4) : 1);
    starts.push(start);
    end = start + data.byteLength;
  }
  return { starts, bytes: end + GUARD_BYTES };
}

function bytesOf(data: TensorData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** How the kernel learns addresses: as constants, or as the function's parameters. */
type Addressing = "constant" | "variable";

function build<TName extends string>(
  { tensors, emit }: KernelRun<TName>,
  layout: Layout,
  addressing: Addressing,
): Uint8Array<ArrayBuffer> {
  const fn = new FunctionBuilder(layout.starts.length);
  const operands = Object.entries<KernelTensor>(tensors).map(([name, { type }], index): [string, Operand] => {
    const address: I32 =
      addressing === "constant" ? i32.constant(layout.starts[index]!) : fn.parameter(index);
    return [name, { address, type }];
  });
  emit(fn, Object.fromEntries(operands) as Record<TName, Operand>);
  const module = new ModuleBuilder();
  module.add(fn, "run");
  return module.encode({ pages: Math.ceil(layout.bytes / PAGE_BYTES) });
}

function runWith<TName extends string>(run: KernelRun<TName>, addressing: Addressing): Uint8Array {
  const tensors = Object.values<KernelTensor>(run.tensors);
  const layout = layOut(tensors);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.bytes / PAGE_BYTES) });
  const bytes = new Uint8Array(memory.buffer);
  for (let address = 0; address < bytes.length; address++) {
    bytes[address] = guardAt(address);
  }
  for (const [index, { data }] of tensors.entries()) {
    bytes.set(bytesOf(data), layout.starts[index]!);
  }
  const expected = bytes.slice();
  const module = new WebAssembly.Module(build(run, layout, addressing));
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  (exports["run"] as (...addresses: readonly number[]) => void)(...layout.starts);
  for (const [index, name] of Object.keys(run.tensors).entries()) {
    if (run.targets.includes(name as TName)) {
      const start = layout.starts[index]!;
      expected.set(bytes.subarray(start, start + tensors[index]!.data.byteLength), start);
    }
  }
  const changed = bytes.findIndex((byte, at) => byte !== expected[at]);
  if (changed !== -1) {
    throw new Error(
      `Cannot accept a kernel as it must change nothing but its targets: current value of byte ${changed} is ${bytes[changed]} (tensors start at ${layout.starts})`,
    );
  }
  return bytes;
}

/**
 * Runs one kernel in a module of its own, once with constant addresses and once with variable ones.
 * @returns The targets' elements afterwards.
 * @throws {Error} If it changes a byte outside its targets, or if the two ways give different bytes.
 */
export function runKernel<TName extends string>(run: KernelRun<TName>): Record<TName, TensorData> {
  const [constant, variable] = [runWith(run, "constant"), runWith(run, "variable")];
  const different = constant.findIndex((byte, at) => byte !== variable[at]);
  if (different !== -1) {
    throw new Error(
      `Cannot accept a kernel as addresses must not matter: current values of byte ${different} are ${constant[different]} and ${variable[different]}`,
    );
  }
  const { starts } = layOut(Object.values<KernelTensor>(run.tensors));
  const results = Object.entries<KernelTensor>(run.tensors).map(([name, { data }], index) => {
    const result = data.slice();
    const start = starts[index]!;
    bytesOf(result).set(constant.subarray(start, start + data.byteLength));
    return [name, result];
  });
  return Object.fromEntries(results) as Record<TName, TensorData>;
}
