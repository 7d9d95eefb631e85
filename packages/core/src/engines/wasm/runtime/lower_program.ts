import { removeDeadCode } from "../../../graph/dead_code.ts";
import { decompose } from "../../../graph/decompose.ts";
import type { NodeOf } from "../../../graph/graph.ts";
import type { Entry, Program } from "../../../graph/program.ts";
import type { TensorType } from "../../../graph/tensor_type.ts";
import { ModuleBuilder, PAGE_BYTES } from "../assembler/module_builder.ts";
import type { TargetFeatures } from "../kernels/target_features.ts";
import { align } from "../memory/pack_intervals.ts";
import { planEntry } from "../memory/plan_entry.ts";
import { buildStages, type StagedEntry } from "../schedule/build_stages.ts";
import { keepsOp } from "../schedule/lowerings.ts";
import type { ValueId } from "../schedule/stage.ts";
import { bytesOf, rootOf } from "../schedule/values.ts";
import { checkPages, checkTensorSizes } from "./check_size.ts";
import { CONTROL_END } from "./control_words.ts";
import { emitBarrier } from "./emit_barrier.ts";
import { type EmittedBlock, emitEntry } from "./emit_entry.ts";
import { KeptTensors, type Preparation } from "./kept_tensors.ts";

/** A tensor in memory that the host reads or writes. */
export interface HostTensor {
  readonly address: number;
  readonly type: TensorType;
}

/** A constant that the host writes once. */
export interface HostConstant extends HostTensor {
  /** One for all elements, or one an element. */
  readonly values: readonly number[];
}

/** An entry of a module. */
export interface LoweredEntry {
  /** Name of the exported function. */
  readonly exportName: string;
  readonly entry: Entry;
  readonly feeds: Readonly<Record<string, HostTensor>>;
  readonly fetches: Readonly<Record<string, HostTensor>>;
  readonly blocks: readonly EmittedBlock[];
  /** Whether all threads must call it; otherwise the first does all. */
  readonly isParallel: boolean;
  /** What must be there before it runs. */
  readonly preparations: readonly Preparation[];
}

/** A program as a WebAssembly module, and where its tensors are. */
export interface LoweredProgram {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pages of memory that it needs. */
  readonly pages: number;
  /** Threads that it is made for; those of more than one share the memory. */
  readonly threads: number;
  readonly state: ReadonlyMap<string, HostTensor>;
  readonly constants: readonly HostConstant[];
  readonly entries: Readonly<Record<string, LoweredEntry>>;
}

/** Kernels may read a little beyond a tensor, never write. */
const SLACK_BYTES = 64;

/** Places the state behind the words that threads share. */
function placeState(program: Program): { state: Map<string, HostTensor>; end: number } {
  const state = new Map<string, HostTensor>();
  let address = CONTROL_END;
  for (const { name, type } of program.state) {
    state.set(name, { address, type });
    address = align(address + bytesOf(type));
  }
  return { state, end: address };
}

function hostTensors(
  entry: Entry,
  names: Readonly<Record<string, number>>,
  addresses: Readonly<Record<string, number>>,
): Record<string, HostTensor> {
  return Object.fromEntries(
    Object.entries(names).map(([name, id]) => [
      name,
      { address: addresses[name]!, type: entry.graph.nodes[id]!.type },
    ]),
  );
}

/** Constants that stages or the host read from memory, by node. */
function constantsInMemory(entry: Entry, { blocks }: StagedEntry): Set<ValueId> {
  const { nodes } = entry.graph;
  const ends = [...Object.values(entry.fetches), ...Object.values(entry.updates)];
  const reads = blocks.flatMap(({ stages }) =>
    stages.flatMap((stage) => stage.reads.map(({ value }) => value)),
  );
  const read = [...reads, ...ends.map((id) => rootOf(nodes, id))];
  return new Set(read.filter((value) => nodes[value]?.op === "constant"));
}

/**
 * Turns a program into one WebAssembly module: schedules each entry, plans its memory, emits its code.
 * All entries work on one memory: the state, all constants, what is kept from run to run, then the tensors of the entries. Entries never
 * run at once, so their tensors share one place.
 * @throws {RangeError} If a tensor, or all memory together, is larger than 32-bit addresses allow.
 */
export function lowerProgram(
  program: Program,
  { threads = 1, ...features }: TargetFeatures & { /** @default {1} */ readonly threads?: number },
): LoweredProgram {
  const { state, end: stateEnd } = placeState(program);
  const module = new ModuleBuilder();
  const constants: HostConstant[] = [];
  let start = stateEnd;
  const prepared = Object.entries(program.entries).map(([name, given]) => {
    const entry = removeDeadCode(decompose(removeDeadCode(given), keepsOp));
    const staged = buildStages(entry);
    checkTensorSizes(program.name, staged.blocks);
    const addresses = new Map<ValueId, number>();
    for (const id of constantsInMemory(entry, staged)) {
      const { type, attributes } = entry.graph.nodes[id] as NodeOf<"constant">;
      constants.push({ address: start, type, values: attributes.values });
      addresses.set(id, start);
      start = align(start + bytesOf(type));
    }
    return { name, entry, staged, addresses };
  });
  const stateAddresses = new Map([...state].map(([name, { address }]) => [name, address]));
  const kept = new KeptTensors(start);
  for (const { staged, addresses } of prepared) {
    for (const tensor of staged.kept) {
      addresses.set(tensor.value, kept.add(tensor));
    }
  }
  start = kept.end;
  const planned = prepared.map(({ addresses, ...rest }) => ({
    ...rest,
    plan: planEntry(rest.entry, rest.staged, { state: stateAddresses, constants: addresses, start }),
  }));
  const privateStart = align(Math.max(start, ...planned.map(({ plan }) => plan.end)) + SLACK_BYTES);
  const privateStride = align(Math.max(...planned.map(({ plan }) => plan.privateBytes)) + SLACK_BYTES);
  const privateBytes = Math.max(threads * privateStride, kept.scratchBytes);
  const pages = Math.ceil((privateStart + privateBytes) / PAGE_BYTES);
  checkPages(program.name, pages);
  const barrier = threads === 1 ? null : emitBarrier(module, threads);
  const target = { features, threads: { count: threads, barrier, privateStart, privateStride } };
  const entries = planned.map(({ name, entry, staged, plan }, index): [string, LoweredEntry] => {
    const exportName = `entry${index}`;
    const emitted = emitEntry(module, { name: exportName, entry, staged, plan, target });
    const feeds = hostTensors(entry, entry.feeds, plan.feeds);
    const fetches = hostTensors(entry, entry.fetches, plan.fetches);
    const preparations = kept.preparationsOf(staged.kept);
    return [name, { exportName, entry, feeds, fetches, preparations, ...emitted }];
  });
  // preparations run before a run, when nothing but its feeds is there yet, so they may use the threads' own memories
  kept.emit(module, { state: stateAddresses, scratch: privateStart, features });
  const bytes = module.encode({ pages, shared: threads > 1 });
  return { bytes, pages, threads, state, constants, entries: Object.fromEntries(entries) };
}
