import type { ParametersOf } from "../../parameters/entry_definition.ts";
import type { RegistryEntry } from "../../parameters/registry_entry.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allMetrics from "./all_metrics.ts";
import type { MetricDefinition } from "./metric_definition.ts";

type Definitions = typeof allMetrics;

/** Id of a metric. */
export type MetricId = keyof Definitions;

/** Every metric by id. */
export const METRICS: {
  readonly [TId in MetricId]: MetricDefinition<TId, ParametersOf<Definitions[TId]>>;
} = registryOf(allMetrics);

/** The metrics as a list for generators. */
export const metricRegistry: readonly RegistryEntry[] = Object.values(METRICS);
