import { resolveGradient } from "./apply_gradients.ts";
import { type FreezeContext, type FrozenPart, type FrozenStatistics, NOTHING_FROZEN } from "./frozen_part.ts";
import type { GradientSpec } from "./registry.ts";

const BY_REACH: readonly FrozenStatistics[] = ["none", "frozenLayers", "allLayers"];

/** What the techniques of a training leave as it is during an epoch: of several the one that reaches further. */
export function frozenAt(gradients: readonly GradientSpec[], context: FreezeContext): FrozenPart {
  return gradients.map(resolveGradient).reduce((widest, { definition, parameters }) => {
    const own = definition.frozen?.(parameters, context) ?? NOTHING_FROZEN;
    const reach = Math.max(BY_REACH.indexOf(widest.statistics), BY_REACH.indexOf(own.statistics));
    return { layers: Math.max(widest.layers, own.layers), statistics: BY_REACH[reach]! };
  }, NOTHING_FROZEN);
}
