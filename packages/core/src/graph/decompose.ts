import { removeDeadCode } from "./dead_code.ts";
import type { Node } from "./graph.ts";
import { GraphBuilder } from "./graph_builder.ts";
import type { DecompositionContext, OpDefinition } from "./op.ts";
import type { OpName } from "./op_attributes.ts";
import { OPS } from "./op_registry.ts";
import * as t from "./ops/mod.ts";
import type { Entry } from "./program.ts";
import type { Value } from "./value.ts";

/** Whether a node is a composite that the engine does not run itself. */
function isExpanded(node: Node, keeps: (op: OpName) => boolean): boolean {
  return OPS[node.op].decompose !== undefined && !keeps(node.op);
}

function translate(builder: GraphBuilder, node: Node, options: { inputs: Value[]; expand: boolean }): Value {
  // A union of definitions cannot be called with a union of attributes; the pair belongs together by construction.
  const op = OPS[node.op] as unknown as OpDefinition<OpName>;
  const { inputs, expand } = options;
  if (!expand) {
    return builder.apply(op, inputs, node.attributes);
  }
  return op.decompose!({ inputs, attributes: node.attributes, t } as DecompositionContext<OpName>);
}

/**
 * Replaces composite ops by what they mean in other ops, again and again until none is left that the engine does not keep.
 * Decompositions must not draw random numbers: streams are numbered when a graph is traced.
 * @param entry What to expand; it stays as it is.
 * @param keeps Whether the engine runs a composite op itself.
 * @returns The same feeds, fetches and updates over a graph without other composites.
 */
export function decompose(entry: Entry, keeps: (op: OpName) => boolean): Entry {
  if (!entry.graph.nodes.some((node) => isExpanded(node, keeps))) {
    return entry;
  }
  const builder = new GraphBuilder();
  const values: Value[] = [];
  for (const node of entry.graph.nodes) {
    const inputs = node.inputs.map((input) => values[input]!);
    values.push(translate(builder, node, { inputs, expand: isExpanded(node, keeps) }));
  }
  const rename = (names: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(names).map(([name, id]) => [name, values[id]!.id]));
  const expanded: Entry = {
    graph: builder.build(),
    feeds: rename(entry.feeds),
    fetches: rename(entry.fetches),
    updates: rename(entry.updates),
  };
  return decompose(removeDeadCode(expanded), keeps);
}
