import type { Entry } from "../../../graph/program.ts";
import type { StagedEntry } from "../schedule/build_stages.ts";
import type { Stage, ValueId } from "../schedule/stage.ts";
import { bytesOf, rootOf } from "../schedule/values.ts";
import { findDirectUpdates } from "./direct_updates.ts";
import { type Interval, packIntervals } from "./pack_intervals.ts";
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
  /** Whether there is only room for one image's part. */
  readonly isPassing: boolean;
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
  readonly scratch: ReadonlyMap<Stage, number>;
  /** State that is fetched, or goes into another variable: as it is before the run. */
  readonly copiesBefore: readonly Copy[];
  /** New values into the state variables that they replace. */
  readonly copiesAfter: readonly Copy[];
  readonly feeds: Readonly<Record<string, number>>;
  readonly fetches: Readonly<Record<string, number>>;
  /** First byte behind everything. */
  readonly end: number;
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

class EntryPlanner {
  readonly #entry: Entry;
  readonly #staged: StagedEntry;
  readonly #state: ReadonlyMap<string, number>;
  readonly #start: number;
  readonly #stages: readonly PlacedStage[];
  readonly #sites: ReadonlyMap<ValueId, readonly UseSite[]>;
  readonly #direct: ReadonlyMap<ValueId, string>;
  /** Places that are found last, all at once. */
  readonly #requests: (Interval & { readonly assign: (address: number) => void })[] = [];
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
    const { offsets, bytes } = packIntervals(this.#requests);
    for (const [index, { assign }] of this.#requests.entries()) {
      assign(this.#start + offsets[index]!);
    }
    const addresses = (names: Readonly<Record<string, number>>, find: (id: number) => number) =>
      Object.fromEntries(Object.entries(names).map(([name, id]) => [name, find(id)]));
    return {
      locations: this.#locations,
      scratch,
      copiesBefore: [...saved].map(([id, to]) => ({
        from: this.#addressOf(id),
        to,
        bytes: this.#bytesOf(id),
      })),
      copiesAfter: this.#copiesAfter(saved),
      feeds: addresses(feeds, (id) => this.#addressOf(id)),
      fetches: addresses(fetches, (id) => saved.get(this.#root(id)) ?? this.#addressOf(this.#root(id))),
      end: this.#start + bytes,
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
    this.#requests.push({
      bytes,
      first,
      last,
      assign: (address) => this.#locations.set(id, { address, isPassing: passing }),
    });
  }

  #requestScratch(): ReadonlyMap<Stage, number> {
    const scratch = new Map<Stage, number>();
    for (const { stage, at } of this.#stages) {
      const bytes = stage.scratchBytes ?? 0;
      if (bytes > 0) {
        this.#requests.push({ bytes, first: at, last: at, assign: (address) => scratch.set(stage, address) });
      }
    }
    return scratch;
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
