import type { EnumParameter } from "../../parameters/parameter_definition.ts";

/** Which batch normalisations of a network work by their moving statistics, and leave these as they are, while the rest trains. */
export type FrozenStatistics = "none" | "frozenLayers" | "allLayers";

/** What of a network stays as it is during an epoch. */
export interface FrozenPart {
  /** Number of top-level layers, from the first, whose weights stay. */
  readonly layers: number;
  readonly statistics: FrozenStatistics;
}

/** What can be known of a network and an epoch. */
export interface FreezeContext {
  /** 1 for the first. */
  readonly epoch: number;
  /** Numbers of the top-level layers with weights to train, rising; the last is the head. */
  readonly trainable: readonly number[];
}

/** Definition of `statistics`. */
export const STATISTICS_PARAMETER: EnumParameter<FrozenStatistics> = {
  kind: "enum",
  typeName: "FrozenStatistics",
  summary:
    "Which batch normalisations keep to their moving statistics: none, those of frozen layers, or all of the network for the whole training.",
  values: ["none", "frozenLayers", "allLayers"],
  default: "frozenLayers",
};

/** Nothing stays as it is. */
export const NOTHING_FROZEN: FrozenPart = { layers: 0, statistics: "none" };
