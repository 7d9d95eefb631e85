import type { Node } from "./graph.ts";
import type { Entry } from "./program.ts";

function renumber(
  names: Readonly<Record<string, number>>,
  ids: ReadonlyMap<number, number>,
): Record<string, number> {
  return Object.fromEntries(Object.entries(names).map(([name, id]) => [name, ids.get(id)!]));
}

/**
 * Drops the nodes of which nothing that an entry gives depends, and numbers the rest anew, in the same order.
 * Placeholders of feeds stay even if nothing reads them: callers feed them all the same.
 */
export function removeDeadCode(entry: Entry): Entry {
  const { graph, feeds, fetches, updates } = entry;
  const live = new Set([feeds, fetches, updates].flatMap((names) => Object.values(names)));
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (live.has(id)) {
      for (const input of graph.nodes[id]!.inputs) {
        live.add(input);
      }
    }
  }
  const ids = new Map<number, number>();
  const nodes: Node[] = [];
  for (const node of graph.nodes) {
    if (live.has(node.id)) {
      const id = nodes.length;
      ids.set(node.id, id);
      nodes.push({ ...node, id, inputs: node.inputs.map((input) => ids.get(input)!) });
    }
  }
  return {
    graph: { nodes },
    feeds: renumber(feeds, ids),
    fetches: renumber(fetches, ids),
    updates: renumber(updates, ids),
  };
}
