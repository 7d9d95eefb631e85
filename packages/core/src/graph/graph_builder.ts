import { exactJson } from "./exact_json.ts";
import type { Graph, Node } from "./graph.ts";
import type { OpDefinition } from "./op.ts";
import type { OpAttributes, OpName } from "./op_attributes.ts";
import type { DType, Shape, TensorType } from "./tensor_type.ts";
import type { Value } from "./value.ts";

class BuiltValue implements Value {
  readonly builder: GraphBuilder;
  readonly id: number;
  readonly type: TensorType;
  constructor(builder: GraphBuilder, id: number, type: TensorType) {
    this.builder = builder;
    this.id = id;
    this.type = type;
  }
  get dtype(): DType {
    return this.type.dtype;
  }
  get shape(): Shape {
    return this.type.shape;
  }
}

/**
 * Collects the nodes of one graph in topological order.
 * Equal nodes (same op, inputs and attributes) become one, so common subexpressions never arise; every op is a pure function
 * of its inputs and attributes (random ops carry a stream number), which is what makes that sound.
 */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #values: Value[] = [];
  readonly #known = new Map<string, Value>();
  #streams = 0;

  /**
   * Appends an op, or returns the equal node that is there already.
   * @param op The op's definition.
   * @param inputs Values of this builder.
   * @param attributes The op's attributes: plain data.
   * @throws {RangeError} If the inputs do not fit the op's shape rule, or belong to another builder.
   */
  apply<TName extends OpName>(
    op: OpDefinition<TName>,
    inputs: readonly Value[],
    attributes: OpAttributes[TName],
  ): Value {
    for (const input of inputs) {
      if (input.builder !== this) {
        throw new RangeError(`Cannot apply "${op.name}" as its inputs must belong to one graph`);
      }
    }
    const ids = inputs.map((input) => input.id);
    const key = `${op.name}(${ids.join()})${exactJson(attributes)}`;
    const known = this.#known.get(key);
    if (known !== undefined) {
      return known;
    }
    const type = op.infer(
      inputs.map((input) => input.type),
      attributes,
    );
    const id = this.#nodes.length;
    this.#nodes.push({ id, op: op.name, inputs: ids, attributes, type } as unknown as Node);
    const value = new BuiltValue(this, id, type);
    this.#values.push(value);
    this.#known.set(key, value);
    return value;
  }

  /** A number that no other random op of this graph has: 0, 1, 2, ... in the order of the calls. */
  nextStream(): number {
    return this.#streams++;
  }

  /** The node behind a value. */
  node(value: Value): Node {
    return this.#nodes[value.id]!;
  }

  /** The value of a node id. @throws {RangeError} If there is none. */
  value(id: number): Value {
    const value = this.#values[id];
    if (value === undefined) {
      throw new RangeError(
        `Cannot find a node as its id must be below ${this.#nodes.length}: current value is ${id}`,
      );
    }
    return value;
  }

  /** The nodes so far, as plain data. */
  build(): Graph {
    return { nodes: [...this.#nodes] };
  }
}
