import type { Entry } from "../../../graph/program.ts";
import type { StagedEntry } from "../schedule/build_stages.ts";
import type { Stage, StageBlock, ValueId } from "../schedule/stage.ts";
import { bytesOf, rootOf } from "../schedule/values.ts";
import { findDirectUpdates } from "./direct_updates.ts";
import { align, type Interval, packIntervals } from "./pack_intervals.ts";
import {
  findUseSites,
  isPassing,
  lifetime,
  type PlacedStage,
  placeStages,
  type UseSite,
} from "./use_sites.ts";

/** Where a tensor is. */
export interface Location {
  readonly address: number;
  /**
   * Whether there is only room for one image's part, in the memory that each thread has of its own: the address counts from that memory's
   * start.
   */
  readonly isPassing: boolean;
}

/** Where the shards of a loop over images keep their sums until these are added up. */
export interface PartialSums {
  /** Of each tensor's sums of the first shard. */
  readonly addresses: ReadonlyMap<ValueId, number>;
  /** Bytes from one shard's sums to the next shard's. */
  readonly stride: number;
}

/** Memory of a stage of its own. */
export interface Scratch {
  readonly address: number;
  /** Whether it lies in the memory that each thread has of its own, and counts from there. */
  readonly isPrivate: boolean;
}

/** A copy of some bytes. */
export interface Copy {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/** Where everything is while an entry runs; addresses in bytes. */
export interface EntryPlan {
  readonly locations: ReadonlyMap<ValueId, Location>;
  /** Bytes of a tensor as a whole. */
  readonly bytesOf: (value: ValueId) => number;
  readonly scratch: ReadonlyMap<Stage, Scratch>;
  /** Of each loop with sums that has several shards. */
  readonly partials: ReadonlyMap<StageBlock, PartialSums>;
  /** State that is fetched, or goes into another variable: as it is before the run. */
  readonly copiesBefore: readonly Copy[];
  /** New values into the state variables that they replace. */
  readonly copiesAfter: readonly Copy[];
  readonly feeds: Readonly<Record<string, number>>;
  readonly fetches: Readonly<Record<string, number>>;
  /** First byte behind everything but the threads' own memories. */
  readonly end: number;
  /** Bytes that each thread needs of its own. */
  readonly privateBytes: number;
}

/** What an entry finds in memory. */
export interface PlanOptions {
  /** Address of each state variable. */
  readonly state: ReadonlyMap<string, number>;
  /** Address of each constant that is read from memory, by node. */
  readonly constants: ReadonlyMap<ValueId, number>;
  /** Where the entry's own memory begins. */
  readonly start: number;
}

/** A stretch of time before the first stage, and one behind the last. */
const BEFORE = -1;

/**
 * Plans the memory of one entry: an address for each tensor that its stages read or write, and the copies around the run.
 * Every tensor is needed from the stage that makes it to the last that reads it; what is needed at different times shares its place. State
 * has a place already: a new value is written right there if no stage needs the old one any more, and is copied there behind the run if not.
 */
export function planEntry(entry: Entry, staged: StagedEntry, options: PlanOptions): EntryPlan {
  return new EntryPlanner(entry, staged, options).plan();
}

/** A wish for memory, and what to do with the address. */
interface Request extends Interval {
  readonly assign: (address: number) => void;
}

/** Finds places for requests. @returns The first byte behind them. */
function place(requests: readonly Request[], start: number): number {
  const { offsets, bytes } = packIntervals(requests);
  for (const [index, { assign }] of requests.entries()) {
    assign(start + offsets[index]!);
  }
  return start + bytes;
}

class EntryPlanner {
  readonly #entry: Entry;
  readonly #staged: StagedEntry;
  readonly #state: ReadonlyMap<string, number>;
  readonly #start: number;
  readonly #stages: readonly PlacedStage[];
  readonly #sites: ReadonlyMap<ValueId, readonly UseSite[]>;
  readonly #direct: ReadonlyMap<ValueId, string>;
  /** Places that are found last, all at once. */
  readonly #requests: Request[] = [];
  /** Those in the threads' own memories. */
  readonly #privateRequests: Request[] = [];
  readonly #locations = new Map<ValueId, Location>();

  constructor(entry: Entry, staged: StagedEntry, { state, constants, start }: PlanOptions) {
    this.#entry = entry;
    this.#staged = staged;
    this.#state = state;
    this.#start = start;
    this.#stages = placeStages(staged.blocks);
    this.#sites = findUseSites(this.#stages);
    this.#direct = findDirectUpdates(entry, this.#sites);
    for (const [id, address] of constants) {
      this.#locations.set(id, { address, isPassing: false });
    }
  }

  plan(): EntryPlan {
    const { feeds, fetches } = this.#entry;
    this.#requestTensors();
    const scratch = this.#requestScratch();
    const saved = this.#requestSaved();
    const partials = this.#requestPartials();
    const end = place(this.#requests, this.#start);
    const privateBytes = place(this.#privateRequests, 0);
    const addresses = (names: Readonly<Record<string, number>>, find: (id: number) => number) =>
      Object.fromEntries(Object.entries(names).map(([name, id]) => [name, find(id)]));
    return {
      locations: this.#locations,
      bytesOf: (value) => this.#bytesOf(value),
      scratch,
      partials,
      copiesBefore: [...saved].map(([id, to]) => ({
        from: this.#addressOf(id),
        to,
        bytes: this.#bytesOf(id),
      })),
      copiesAfter: this.#copiesAfter(saved),
      feeds: addresses(feeds, (id) => this.#addressOf(id)),
      fetches: addresses(fetches, (id) => saved.get(this.#root(id)) ?? this.#addressOf(this.#root(id))),
      end,
      privateBytes,
    };
  }

  #root(id: number): number {
    return rootOf(this.#entry.graph.nodes, id);
  }

  #bytesOf(value: ValueId): number {
    return this.#staged.extras.bytes(value) ?? bytesOf(this.#entry.graph.nodes[value]!.type);
  }

  #addressOf(value: ValueId): number {
    return this.#locations.get(value)!.address;
  }

  /** Values that must stay until the end of the run. */
  #ends(): Set<ValueId> {
    const { fetches, updates } = this.#entry;
    return new Set([...Object.values(fetches), ...Object.values(updates)].map((id) => this.#root(id)));
  }

  #requestTensors(): void {
    const ends = this.#ends();
    const behind = this.#stages.length;
    for (const node of this.#entry.graph.nodes) {
      if (node.op === "variable") {
        this.#locations.set(node.id, { address: this.#state.get(node.attributes.name)!, isPassing: false });
      } else if (node.op === "placeholder") {
        const { last } = lifetime(this.#sites.get(node.id) ?? [], false);
        this.#request(node.id, { first: BEFORE, last: ends.has(node.id) ? behind : Math.max(last, BEFORE) });
      }
    }
    for (const [id, sites] of this.#sites) {
      const variable = this.#direct.get(id);
      if (variable !== undefined) {
        this.#locations.set(id, { address: this.#state.get(variable)!, isPassing: false });
      } else if (sites.some(({ writes }) => writes)) {
        const passing = !ends.has(id) && isPassing(sites);
        const { first, last } = lifetime(sites, passing);
        this.#request(id, {
          first,
          last: ends.has(id) ? behind : last,
          bytes: passing ? bytesOf(sites[0]!.use.type) : this.#bytesOf(id),
          isPassing: passing,
        });
      }
    }
  }

  #request(
    id: ValueId,
    {
      first,
      last,
      bytes = this.#bytesOf(id),
      isPassing: passing = false,
    }: { first: number; last: number; bytes?: number; isPassing?: boolean },
  ): void {
    (passing ? this.#privateRequests : this.#requests).push({
      bytes,
      first,
      last,
      assign: (address) => this.#locations.set(id, { address, isPassing: passing }),
    });
  }

  #requestScratch(): ReadonlyMap<Stage, Scratch> {
    const scratch = new Map<Stage, Scratch>();
    for (const { stage, at, block } of this.#stages) {
      const bytes = stage.scratchBytes ?? 0;
      if (bytes > 0) {
        const isPrivate = block.images !== null || block.shards > 1;
        const assign = (address: number) => scratch.set(stage, { address, isPrivate });
        (isPrivate ? this.#privateRequests : this.#requests).push({ bytes, first: at, last: at, assign });
      }
    }
    return scratch;
  }

  #requestPartials(): ReadonlyMap<StageBlock, PartialSums> {
    const partials = new Map<StageBlock, PartialSums>();
    const blocks = new Map(
      this.#stages.map(({ block, blockFirst, blockLast }) => [block, { first: blockFirst, last: blockLast }]),
    );
    for (const [block, lifetimeOfBlock] of blocks) {
      if (block.shards === 1 || block.sums.length === 0) {
        continue;
      }
      const offsets = new Map<ValueId, number>();
      let stride = 0;
      for (const value of block.sums) {
        offsets.set(value, stride);
        stride += align(this.#bytesOf(value));
      }
      const assign = (address: number) => {
        const addresses = new Map([...offsets].map(([value, offset]) => [value, address + offset]));
        partials.set(block, { addresses, stride });
      };
      this.#requests.push({ ...lifetimeOfBlock, bytes: block.shards * stride, assign });
    }
    return partials;
  }

  /** State that must be saved before the run, as its old value is wanted behind it. */
  #requestSaved(): Map<ValueId, number> {
    const saved = new Map<ValueId, number>();
    const { nodes } = this.#entry.graph;
    const { updates } = this.#entry;
    for (const id of this.#ends()) {
      const node = nodes[id]!;
      if (node.op === "variable" && Object.hasOwn(updates, node.attributes.name)) {
        this.#requests.push({
          bytes: bytesOf(node.type),
          first: BEFORE,
          last: this.#stages.length,
          assign: (address) => saved.set(id, address),
        });
      }
    }
    return saved;
  }

  #copiesAfter(saved: ReadonlyMap<ValueId, number>): Copy[] {
    return Object.entries(this.#entry.updates).flatMap(([variable, id]) => {
      const value = this.#root(id);
      const to = this.#state.get(variable)!;
      const from = saved.get(value) ?? this.#addressOf(value);
      return from === to ? [] : [{ from, to, bytes: this.#bytesOf(value) }];
    });
  }
}
