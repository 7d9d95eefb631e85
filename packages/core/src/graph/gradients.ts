import type { GraphBuilder } from "./graph_builder.ts";
import { joinPieces } from "./join_pieces.ts";
import type { GradientContext } from "./op.ts";
import type { OpName } from "./op_attributes.ts";
import { OPS } from "./op_registry.ts";
import * as t from "./ops/mod.ts";
import { formatType } from "./tensor_type.ts";
import type { Value } from "./value.ts";

/** Ids of the nodes that depend on any of `sources`. */
function reachable(builder: GraphBuilder, sources: readonly Value[], last: number): Set<number> {
  const ids = new Set(sources.map((source) => source.id));
  for (let id = 0; id <= last; id++) {
    if (builder.node(builder.value(id)).inputs.some((input) => ids.has(input))) {
      ids.add(id);
    }
  }
  return ids;
}

/**
 * Appends the reverse-mode gradients of a scalar with respect to values of the same graph.
 * @param loss A `float32` scalar.
 * @param sources What to differentiate by; a source that the loss does not depend on gets zeros.
 * @returns One gradient a source, of its type.
 * @throws {RangeError} If the loss is not a float32 scalar, or an op on the way has no gradient.
 */
export function gradients(loss: Value, sources: readonly Value[]): readonly Value[] {
  if (loss.dtype !== "float32" || loss.shape.length !== 0) {
    throw new RangeError(
      `Cannot differentiate as the loss must be a float32 scalar: current value is ${formatType(loss.type)}`,
    );
  }
  const builder = loss.builder;
  const wanted = reachable(builder, sources, loss.id);
  const shares = new Map<number, Value[]>([[loss.id, [t.constant(builder, 1)]]]);
  const total = (id: number): Value | undefined => {
    const values = shares.get(id);
    const isCut = values?.some((value) => builder.node(value).op === "pad");
    return (isCut && joinPieces(values!)) || values?.reduce(t.add);
  };
  for (let id = loss.id; id >= 0; id--) {
    const upstream = total(id);
    if (upstream === undefined || !wanted.has(id)) {
      continue;
    }
    const node = builder.node(builder.value(id));
    if (!node.inputs.some((input) => wanted.has(input))) {
      continue;
    }
    const { gradient } = OPS[node.op];
    if (gradient === null) {
      throw new RangeError(`Cannot differentiate as op "${node.op}" has no gradient`);
    }
    const inputs = node.inputs.map((input) => builder.value(input));
    const context = { inputs, output: builder.value(id), upstream, attributes: node.attributes, t };
    const results = (gradient as (context: GradientContext<OpName>) => readonly (Value | null)[])(
      context as GradientContext<OpName>,
    );
    for (const [index, result] of results.entries()) {
      const input = node.inputs[index]!;
      if (result !== null && wanted.has(input)) {
        shares.set(input, [...(shares.get(input) ?? []), result]);
      }
    }
  }
  return sources.map((source) => total(source.id) ?? t.broadcastTo(t.constant(builder, 0), source.shape));
}
