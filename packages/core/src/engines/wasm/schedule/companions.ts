import { exactJson } from "../../../graph/exact_json.ts";
import type { Node } from "../../../graph/graph.ts";

/** What tells one pooling's windows and images from another's. */
function windowsOf({ inputs, attributes }: Node): string {
  return `${inputs[0]} ${exactJson(attributes)}`;
}

/**
 * Max-poolings whose positions of maxima a later node asks for: both come from one look at the windows, so one stage makes them.
 * @returns The later node by the pooling's.
 */
export function findCompanions(nodes: readonly Node[]): ReadonlyMap<number, number> {
  const poolings = new Map<string, number>();
  const companions = new Map<number, number>();
  for (const node of nodes) {
    if (node.op === "maxPool") {
      poolings.set(windowsOf(node), node.id);
    } else if (node.op === "maxPoolIndex") {
      const pooling = poolings.get(windowsOf(node));
      if (pooling !== undefined) {
        companions.set(pooling, node.id);
      }
    }
  }
  return companions;
}
