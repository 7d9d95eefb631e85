import type { Node, NodeOf } from "../../../graph/graph.ts";
import type { OpName } from "../../../graph/op_attributes.ts";
import type { Entry } from "../../../graph/program.ts";
import { sizeOf, type TensorType } from "../../../graph/tensor_type.ts";
import { broadcastAccess } from "./access.ts";
import { chainStage } from "./chain_stage.ts";
import { findCompanions } from "./companions.ts";
import { lowerBroadcast } from "./data_lowerings.ts";
import { type Block, type BlockNode, findBlocks } from "./find_blocks.ts";
import { findLiveRegions, type LiveRegions } from "./live_regions.ts";
import type { Lowering, LoweringContext } from "./lowering.ts";
import { WASM_LOWERINGS } from "./lowerings.ts";
import { type LoadedOperand, type OpenChain, OpenChains } from "./open_chains.ts";
import { shardCount } from "./shard_count.ts";
import { runSideBySide } from "./side_by_side.ts";
import { sliceType } from "./slicing.ts";
import type { Stage, StageBlock, Use, ValueId } from "./stage.ts";
import { flopsOf } from "./stage_flops.ts";
import { StageFusion } from "./stage_fusion.ts";
import { bytesOf, ExtraValues, rootOf, uniformValue } from "./values.ts";

/** A tensor that one stage makes of one state variable, and of nothing else. */
export interface KeptTensor {
  readonly value: ValueId;
  readonly bytes: number;
  /** Name of the variable. */
  readonly variable: string;
  /** Equal for tensors that hold the same bytes. */
  readonly key: string;
  readonly stage: Stage;
}

/** An entry as stages. */
export interface StagedEntry {
  readonly blocks: readonly StageBlock[];
  /** What is made of state that the entry leaves as it is: worth keeping from one run to the next. */
  readonly kept: readonly KeptTensor[];
  /** Tensors that stages make for one another. */
  readonly extras: ExtraValues;
}

function kindOf({ op }: Node): Lowering<OpName> {
  return WASM_LOWERINGS[op] as Lowering<OpName>;
}

/** Makes the stages of one block. */
class BlockStager {
  readonly #nodes: readonly Node[];
  readonly #block: Block;
  readonly #updates: Entry["updates"];
  readonly #extras: ExtraValues;
  readonly #kept: KeptTensor[];
  readonly #regions: LiveRegions;
  /** For each node that has readers outside element-wise loops or at the end: that it must be in memory. */
  readonly #readers: ReadonlyMap<number, readonly number[]>;
  readonly #isKept: (id: number) => boolean;
  readonly #companions: ReadonlyMap<number, BlockNode>;
  readonly #slicing: ReadonlyMap<number, BlockNode>;
  readonly #written: Set<number>;
  /** Nodes whose values other stages make. */
  readonly #made: ReadonlySet<number>;
  readonly #before: Stage[] = [];
  readonly #stages: Stage[] = [];
  readonly #after: Stage[] = [];
  readonly #sums: ValueId[] = [];
  readonly #fusion: StageFusion;
  readonly #chains = new OpenChains((chain) => this.#stageChain(chain));

  constructor(
    entry: Entry,
    block: Block,
    shared: {
      readonly extras: ExtraValues;
      /** Gets what can be kept. */
      readonly kept: KeptTensor[];
      readonly regions: LiveRegions;
      readonly readers: ReadonlyMap<number, readonly number[]>;
      readonly isKept: (id: number) => boolean;
      /** Nodes whose values the stage of another node makes, by that. */
      readonly companions: ReadonlyMap<number, BlockNode>;
      /** Broadcasts that are in memory. */
      readonly written: Set<number>;
    },
  ) {
    this.#nodes = entry.graph.nodes;
    this.#block = block;
    this.#updates = entry.updates;
    this.#extras = shared.extras;
    this.#kept = shared.kept;
    this.#regions = shared.regions;
    this.#readers = shared.readers;
    this.#isKept = shared.isKept;
    this.#companions = shared.companions;
    this.#made = new Set([...shared.companions.values()].map(({ node }) => node.id));
    this.#written = shared.written;
    this.#fusion = new StageFusion(this.#stages, { ...shared, nodes: this.#nodes });
    this.#slicing = new Map(block.nodes.map((each) => [each.node.id, each]));
  }

  /** Its stages, and those that must run once before and behind. */
  build(): StageBlock[] {
    for (const each of this.#block.nodes) {
      this.#stage(each);
    }
    this.#chains.closeAll();
    const { images } = this.#block;
    const sumBytes = this.#sums.reduce((sum, value) => sum + this.#bytesOf(value), 0);
    const shards = images === null ? 1 : shardCount(images, sumBytes);
    const own = { images, shards, stages: this.#stages, sums: this.#sums };
    const once = (stages: readonly Stage[]): StageBlock => ({ images: null, shards: 1, stages, sums: [] });
    return [once(this.#before), own, once(this.#after)].filter(({ stages }) => stages.length > 0);
  }

  #bytesOf(value: ValueId): number {
    return this.#extras.bytes(value) ?? bytesOf(this.#nodes[value]!.type);
  }

  #stage(each: BlockNode): void {
    const kind = kindOf(each.node);
    if (this.#made.has(each.node.id)) {
      return;
    }
    if (kind === "chain") {
      this.#join(each);
    } else if (kind === "broadcast") {
      if (this.#mustWrite(each.node)) {
        this.#write(each);
      }
    } else if (typeof kind === "function") {
      this.#closeInputs(each.node);
      if (!(each.node.op === "maxPool" && this.#takesPooling(each, each.node))) {
        this.#lower(each, kind);
      }
    }
  }

  /** Whether a stage before does a max-pooling too. */
  #takesPooling(each: BlockNode, node: NodeOf<"maxPool">): boolean {
    const companion = this.#companions.get(node.id);
    return this.#fusion.takePooling(node, {
      pooled: this.#output(each),
      companion: companion && { id: companion.node.id, positions: this.#output(companion) },
      flops: flopsOf(node, this.#nodes, this.#regions) / this.#turns(each),
    });
  }

  /** How often a node runs. */
  #turns({ slicing }: BlockNode): number {
    return slicing === null ? 1 : this.#block.images!;
  }

  /** What a node reads of its input. */
  #read({ node, slicing }: BlockNode, index: number): Use {
    const id = node.inputs[index]!;
    const sliced = slicing?.inputs[index] === "slice";
    return this.#use(id, sliced);
  }

  #use(id: number, sliced: boolean): Use {
    const { type } = this.#nodes[id]!;
    return { value: rootOf(this.#nodes, id), type: sliced ? sliceType(type) : type, sliced };
  }

  #output({ node, slicing }: BlockNode): Use {
    const sliced = slicing?.output === "slice";
    return { value: node.id, type: sliced ? sliceType(node.type) : node.type, sliced };
  }

  /** Ends the chains that give what a node reads from memory. */
  #closeInputs(node: Node): void {
    for (const input of node.inputs) {
      this.#chains.closeOf(rootOf(this.#nodes, input));
    }
  }

  #lower(each: BlockNode, kind: Exclude<Lowering<OpName>, string>): void {
    const { node, slicing } = each;
    const accumulate = slicing?.output === "sum";
    const behind: Stage[] = [];
    let sums: ValueId = node.id;
    const companion = this.#companions.get(node.id);
    const context: LoweringContext<OpName> = {
      node: node as LoweringContext<OpName>["node"],
      inputs: node.inputs.map((_input, index) => this.#read(each, index)),
      output: this.#output(each),
      companion: companion && this.#output(companion),
      live: {
        needed: this.#regions.needed.get(node.id),
        nonZero: this.#regions.nonZero.get(node.id),
        nonZeroInputs: node.inputs.map((input) => this.#regions.nonZero.get(input)),
      },
      inputTypes: node.inputs.map((input) => this.#nodes[input]!.type),
      accumulate,
      prepare: ({ bytes, form }, stage) => this.#prepare(this.#extra(bytes), form, stage),
      finish: (bytes, stage) => {
        const use = this.#extra(bytes);
        sums = use.value;
        behind.push(stage(use));
        return use;
      },
    };
    const flops = flopsOf(node, this.#nodes, this.#regions) / this.#turns(each);
    this.#stages.push({ ...kind(context), flops });
    (accumulate ? this.#after : this.#stages).push(...behind);
    if (accumulate) {
      this.#sums.push(sums);
    }
  }

  #prepare(use: Use, form: string, stage: (target: Use) => Stage): Use {
    const made = stage(use);
    const [source] = made.reads;
    const node = this.#nodes[source!.value];
    if (node?.op === "variable" && !Object.hasOwn(this.#updates, node.attributes.name)) {
      const variable = node.attributes.name;
      const key = `${variable} ${source!.type.shape} ${form}`;
      this.#kept.push({ value: use.value, bytes: bytesOf(use.type), variable, key, stage: made });
    } else {
      (this.#block.images === null ? this.#stages : this.#before).push(made);
    }
    return use;
  }

  /** A tensor of numbers that stages make for one another. */
  #extra(bytes: number): Use {
    const type: TensorType = { dtype: "float32", shape: [bytes / 4] };
    return { value: this.#extras.add(bytes), type, sliced: false };
  }

  /** Whether a broadcast has a reader that needs its elements in memory. */
  #mustWrite(node: Node): boolean {
    if (this.#isKept(node.id)) {
      return true;
    }
    return (this.#readers.get(node.id) ?? []).some((reader) => {
      const kind = kindOf(this.#nodes[reader]!);
      return kind !== "chain" && kind !== "broadcast";
    });
  }

  /** Writes a broadcast out; whole and once, where a loop over images reads a broadcast of before. */
  #write(each: BlockNode): void {
    const { node, slicing } = each;
    this.#writeSource(node);
    this.#closeInputs(node);
    const stages = slicing === null && this.#block.images !== null ? this.#before : this.#stages;
    stages.push(
      lowerBroadcast({
        node: node as LoweringContext<"broadcastTo">["node"],
        input: this.#repeated(node, slicing !== null),
        output: this.#output(each),
      }),
    );
    this.#written.add(node.id);
  }

  /** A broadcast of a broadcast reads that from memory. */
  #writeSource(node: Node): void {
    const source = this.#nodes[rootOf(this.#nodes, node.inputs[0]!)]!;
    if (kindOf(source) === "broadcast" && !this.#written.has(source.id)) {
      this.#write(this.#slicing.get(source.id) ?? { node: source, slicing: null });
    }
  }

  /** Adds an element-wise op to a loop that is open, or to a new one. */
  #join(each: BlockNode): void {
    const { node } = each;
    const output = this.#output(each);
    const elements = sizeOf(output.type.shape);
    let cols: number | null = null;
    const loads = node.inputs.map((input, index): LoadedOperand => {
      const operand = this.#operand(each, index, input);
      if (operand.cols !== null && cols !== null && operand.cols !== cols) {
        // two broadcasts that no one loop of rows and columns can read: the second is written out
        return this.#writtenOperand(each, index, input);
      }
      cols ??= operand.cols;
      return operand.operand;
    });
    this.#chains.join(node, { loads, elements, cols });
  }

  #writtenOperand(each: BlockNode, index: number, input: number): LoadedOperand {
    const node = this.#nodes[rootOf(this.#nodes, input)]!;
    const own = this.#slicing.get(node.id) ?? { node, slicing: null };
    if (!this.#written.has(node.id)) {
      this.#write(own);
    }
    return { kind: "load", use: this.#read(each, index), access: "element" };
  }

  #operand(each: BlockNode, index: number, input: number): { operand: LoadedOperand; cols: number | null } {
    const { type } = this.#nodes[input]!;
    const value = uniformValue(this.#nodes, input);
    if (value !== null) {
      return { operand: { kind: "constant", dtype: type.dtype, value }, cols: null };
    }
    const own = this.#read(each, index);
    const node = this.#nodes[own.value]!;
    const direct = { operand: { kind: "load", use: own, access: "element" } as const, cols: null };
    if (kindOf(node) !== "broadcast" || this.#written.has(node.id)) {
      return direct;
    }
    const source = this.#broadcastSource(node, own.sliced);
    const access = broadcastAccess(source.type.shape, own.type.shape);
    if (access === null) {
      return { operand: this.#writtenOperand(each, index, input), cols: null };
    }
    return { operand: { kind: "load", use: source, access: access.access }, cols: access.cols };
  }

  /** What a broadcast that is not written out repeats, as its reader sees it. */
  #broadcastSource(node: Node, sliced: boolean): Use {
    this.#writeSource(node);
    return this.#repeated(node, sliced);
  }

  /** What a broadcast repeats, seen from all of its elements or from one image's. */
  #repeated(node: Node, sliced: boolean): Use {
    const [input] = node.inputs as [number];
    const { type } = this.#nodes[input]!;
    const hasAxis = sliced && type.shape.length === node.type.shape.length;
    if (hasAxis && type.shape[0] !== node.type.shape[0]) {
      // the axis of the images is there, with one element that all images share: an image does not see the axis
      return { ...this.#use(input, false), type: sliceType(type) };
    }
    return this.#use(input, hasAxis);
  }

  /** The stage of a loop that has ended comes next. */
  #stageChain(chain: OpenChain): void {
    const stored = new Map<ValueId, Use>();
    for (const { node } of chain.members) {
      if (this.#fusion.isRead(node.id, chain)) {
        stored.set(node.id, this.#output(this.#slicing.get(node.id)!));
      }
    }
    if (!this.#fusion.takeChain(chain, stored)) {
      this.#stages.push(chainStage(chain, stored));
    }
  }
}

/** Nodes whose values the stages of others make, where both run image by image or neither does. */
function placeCompanions(nodes: readonly Node[], blocks: readonly Block[]): Map<number, BlockNode> {
  const places = new Map(blocks.flatMap((block) => block.nodes.map((each) => [each.node.id, each])));
  return new Map(
    [...findCompanions(nodes)].flatMap(([maker, made]) => {
      const place = places.get(made)!;
      return (places.get(maker)!.slicing === null) === (place.slicing === null) ? [[maker, place]] : [];
    }),
  );
}

/** Nodes that read each node. */
function findReaders(nodes: readonly Node[]): Map<number, number[]> {
  const readers = new Map<number, number[]>();
  for (const { id, inputs } of nodes) {
    for (const input of inputs) {
      const known = readers.get(input);
      if (known === undefined) {
        readers.set(input, [id]);
      } else {
        known.push(id);
      }
    }
  }
  return readers;
}

/**
 * Turns an entry into stages: element-wise ops into loops as long as may be, every other op into a stage of its own.
 * It goes through the nodes once, block by block. An element-wise op joins a loop that stays open; a loop ends, and becomes a stage, when
 * something needs its results in memory. A broadcast becomes no stage where its readers can repeat the elements themselves.
 * @param entry Without dead code, and without composites that the engine does not run.
 */
export function buildStages(entry: Entry): StagedEntry {
  const { nodes } = entry.graph;
  const extras = new ExtraValues(nodes.length);
  const readers = findReaders(nodes);
  const ends = [...Object.values(entry.fetches), ...Object.values(entry.updates)];
  const kept = new Set(ends.map((id) => rootOf(nodes, id)));
  const written = new Set<number>();
  const keptTensors: KeptTensor[] = [];
  const regions = findLiveRegions(entry);
  const blocks = findBlocks(nodes);
  const shared = {
    extras,
    kept: keptTensors,
    regions,
    readers,
    isKept: (id: number) => kept.has(id),
    companions: placeCompanions(nodes, blocks),
    written,
  };
  const stages = blocks.flatMap((block) => new BlockStager(entry, block, shared).build());
  return { blocks: runSideBySide(stages, entry), kept: keptTensors, extras };
}
