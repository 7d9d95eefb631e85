import { GraphBuilder } from "../../graph/graph_builder.ts";
import type { OpName } from "../../graph/op_attributes.ts";
import * as t from "../../graph/ops/mod.ts";
import { broadcastShape } from "../../graph/ops/shape.ts";
import { type DType, type Shape, sizeOf, type TensorType } from "../../graph/tensor_type.ts";
import type { Value } from "../../graph/value.ts";
import type { Dice } from "./dice.ts";
import { GROWTHS } from "./growths.ts";

/** Larger tensors would only take time. */
const LARGEST = 4096;

/** Ops that give the same bits on every engine, if their inputs are the same. */
const EXACT: ReadonlySet<OpName> = new Set<OpName>([
  ...([
    "placeholder",
    "constant",
    "reshape",
    "broadcastTo",
    "transpose",
    "neg",
    "sqrt",
    "add",
    "sub",
  ] as const),
  ...(["mul", "div", "maximum", "minimum", "relu", "equal", "greater", "greaterEqual", "select"] as const),
  ...(["abs", "sign", "floor", "slice", "concat", "pad"] as const),
  ...(["cast", "oneHot", "max", "argMax", "maxPool", "randomUniform"] as const),
]);

/** What a graph grows from. */
export interface Soil {
  readonly placeholders: Readonly<Record<string, TensorType>>;
  readonly variables: Readonly<Record<string, TensorType>>;
}

/** Grows a graph by ops that dice pick, out of values that are there. */
export class Grower {
  readonly dice: Dice;
  readonly builder: GraphBuilder = new GraphBuilder();
  readonly placeholders: ReadonlyMap<string, Value>;
  readonly variables: ReadonlyMap<string, Value>;
  readonly values: Value[];

  /**
   * @param dice What decides.
   * @param soil Placeholders and variables.
   */
  constructor(dice: Dice, { placeholders, variables }: Soil) {
    this.dice = dice;
    const leaves = (leaf: typeof t.variable, types: Readonly<Record<string, TensorType>>) =>
      new Map(Object.entries(types).map(([name, type]) => [name, leaf(this.builder, name, type)]));
    this.placeholders = leaves(t.placeholder, placeholders);
    this.variables = leaves(t.variable, variables);
    this.values = [...this.placeholders.values(), ...this.variables.values()];
  }

  /** The variable of a name. */
  variable = (name: string): Value => this.variables.get(name)!;

  /** Values with some property. */
  which = (dtype: DType, holds: (value: Value) => boolean = () => true): Value[] =>
    this.values.filter((value) => value.dtype === dtype && holds(value));

  /** One of some values, the younger ones more often; undefined if there is none. */
  pick = (fitting: readonly Value[]): Value | undefined => {
    const recent = fitting.slice(-6);
    return fitting.length === 0 ? undefined : this.dice.pick(this.dice.once(4) ? fitting : recent);
  };

  /** A float32 value of at least some rank. */
  any = (rank = 0): Value => this.pick(this.which("float32", ({ shape }) => shape.length >= rank))!;

  /** Two values of one element type that broadcast. */
  pair = (dtype: DType = "float32", holds: (value: Value) => boolean = () => true): [Value, Value] => {
    const a = this.pick(this.which(dtype, holds))!;
    const b = this.dice.pick(this.which(dtype, (other) => holds(other) && this.fits(a.shape, other.shape)));
    return this.dice.once(2) ? [a, b] : [b, a];
  };

  /** Whether two shapes broadcast to one that is not too large. */
  fits = (a: Shape, b: Shape): boolean => {
    try {
      return sizeOf(broadcastShape(a, b)) <= LARGEST;
    } catch {
      return false;
    }
  };

  /** Whether all engines agree on a value to the bit, so that ops which jump may read it. */
  isExact = (value: Value): boolean => {
    const { op, inputs } = this.builder.node(value);
    const isLeaf = op === "variable" && value.dtype !== "float32";
    return isLeaf || (EXACT.has(op) && inputs.every((id) => this.isExact(this.builder.value(id))));
  };

  /** Images of a number of channels. */
  images = (channels?: number): Value | undefined =>
    this.pick(
      this.which("float32", ({ shape }) => shape.length === 4 && (channels ?? shape[3]) === shape[3]),
    );

  /** Adds up to so many values. */
  grow(size: number): void {
    for (let count = 0; count < size; count++) {
      const grown = this.dice.pick(GROWTHS)(this);
      if (grown !== undefined && sizeOf(grown.shape) <= LARGEST) {
        this.values.push(grown);
      }
    }
  }
}
