import { gradients } from "../graph/gradients.ts";
import { GraphBuilder } from "../graph/graph_builder.ts";
import * as t from "../graph/ops/mod.ts";
import { philoxBits } from "../graph/philox.ts";
import type { Entry, NamedTensors, Program, StateVariable } from "../graph/program.ts";
import { allocate, type Shape, sizeOf, type TensorType } from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";

/** A program made of dice, with something to run it on. */
export interface RandomProgram {
  readonly program: Program;
  /** Feeds of every entry. */
  readonly feeds: NamedTensors;
  readonly state: NamedTensors;
}

/** Draws that are a function of a seed. */
class Dice {
  readonly #words: Uint32Array;
  #next = 0;

  constructor(seed: number) {
    this.#words = philoxBits({ seed, stream: 77, step: 0 }, 4096);
  }

  /** A whole number from 0 to, and without, `sides`. */
  roll(sides: number): number {
    const word = this.#words[this.#next % this.#words.length]!;
    this.#next += 1;
    return word % sides;
  }

  pick<TItem>(items: readonly TItem[]): TItem {
    return items[this.roll(items.length)]!;
  }
}

const VARIABLES: Readonly<Record<string, Shape>> = {
  kernel: [3, 2, 3, 5],
  pointwise: [1, 1, 5, 4],
  bias: [5],
  row: [1, 4],
  matrix: [4, 4],
  other: [4, 4],
  scale: [],
};

/** Steps by which a graph grows; each gives a value, or nothing if it has no operand for it. */
type Growth = (context: Grower) => Value | undefined;

/** Keeps numbers small, so that the errors of sums stay comparable. */
function tame(x: Value): Value {
  return t.tanh(x);
}

const GROWTHS: readonly Growth[] = [
  ({ any }) => tame(any()),
  ({ any }) => t.neg(any()),
  ({ any }) => t.exp(t.minimum(any(), 1)),
  ({ any }) => t.log(t.add(t.mul(t.relu(any()), 2), 0.5)),
  ({ any }) => t.sqrt(t.add(t.relu(any()), 0.25)),
  ({ pair }) => t.add(...pair()),
  ({ pair }) => t.sub(...pair()),
  ({ pair }) => tame(t.mul(...pair())),
  ({ pair }) => t.maximum(...pair()),
  ({ any }) => t.softmax(any(1)),
  ({ any, dice }) => {
    const x = any(1);
    return tame(t.sum(x, { axes: [dice.roll(x.shape.length)], keepDims: dice.roll(2) === 0 }));
  },
  ({ any }) => tame(t.mean(any())),
  ({ any, dice }) => {
    const x = any(1);
    return t.max(x, { axes: [dice.roll(x.shape.length)], keepDims: true });
  },
  ({ any }) => {
    const x = any();
    return t.reshape(x, [sizeOf(x.shape)]);
  },
  ({ any }) => {
    const x = any(2);
    return t.reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]);
  },
  ({ any }) => {
    const x = any(2);
    const axes = x.shape.map((_size, axis) => axis);
    return t.transpose(x, axes.toReversed());
  },
  ({ images, variable }) => {
    const x = images(3);
    return x && tame(t.add(t.conv2d(x, variable("kernel")), variable("bias")));
  },
  ({ images, variable }) => {
    const x = images(5);
    return x && tame(t.conv2d(x, variable("pointwise")));
  },
  ({ images }) => {
    const x = images();
    return x && t.maxPool(x, { size: [2, 2], strides: [2, 1] });
  },
  ({ columns, variable }) => {
    const x = columns(4);
    return x && tame(t.matMul(x, variable("matrix")));
  },
  ({ any, seed, step }) => {
    const x = any();
    return t.select(t.greaterEqual(t.randomUniform(seed, step, x.shape), 0.25), x, 0.5);
  },
];

class Grower {
  readonly dice: Dice;
  readonly builder = new GraphBuilder();
  readonly seed: Value;
  readonly step: Value;
  readonly variables: ReadonlyMap<string, Value>;
  readonly values: Value[];

  constructor(dice: Dice, images: TensorType) {
    this.dice = dice;
    this.seed = t.variable(this.builder, "seed", { dtype: "int32", shape: [] });
    this.step = t.variable(this.builder, "step", { dtype: "int32", shape: [] });
    this.variables = new Map(
      Object.entries(VARIABLES).map(([name, shape]) => [
        name,
        t.variable(this.builder, name, { dtype: "float32", shape }),
      ]),
    );
    this.values = [t.placeholder(this.builder, "images", images), ...this.variables.values()];
  }

  variable = (name: string): Value => this.variables.get(name)!;

  /** A value of at least some rank, the younger ones more often. */
  any = (rank = 0): Value => {
    const fitting = this.values.filter(({ shape }) => shape.length >= rank);
    const recent = fitting.slice(-6);
    return this.dice.pick(this.dice.roll(4) === 0 ? fitting : recent);
  };

  /** Two values that broadcast. */
  pair = (): [Value, Value] => {
    const a = this.any();
    const fitting = this.values.filter((b) => {
      try {
        const shape = t.add(a, b).shape;
        return sizeOf(shape) <= 4096;
      } catch {
        return false;
      }
    });
    return this.dice.roll(2) === 0 ? [a, this.dice.pick(fitting)] : [this.dice.pick(fitting), a];
  };

  /** Images of a number of channels that are large enough for all windows. */
  images = (channels?: number): Value | undefined => {
    const fitting = this.values.filter(
      ({ shape }) =>
        shape.length === 4 && shape[1]! >= 3 && shape[2]! >= 2 && (channels ?? shape[3]) === shape[3],
    );
    return fitting.length === 0 ? undefined : this.dice.pick(fitting);
  };

  /** A matrix with a number of columns. */
  columns = (count: number): Value | undefined => {
    const fitting = this.values.filter(({ shape }) => shape.length === 2 && shape[1] === count);
    return fitting.length === 0 ? undefined : this.dice.pick(fitting);
  };

  grow(size: number): void {
    for (let count = 0; count < size; count++) {
      const grown = this.dice.pick(GROWTHS)(this);
      if (grown !== undefined && sizeOf(grown.shape) <= 4096) {
        this.values.push(grown);
      }
    }
  }
}

/** New values of some variables: a step along a gradient, another variable, or anything of the right shape. */
function drawUpdates(grower: Grower): Record<string, number> {
  const { dice, variables, values } = grower;
  const updates: Record<string, number> = { step: t.add(grower.step, 1).id };
  const objective = t.add(t.mean(values.at(-1)!), t.mean(grower.any()));
  const names = [...variables.keys()].filter(() => dice.roll(3) > 0);
  const slopes = gradients(
    objective,
    names.map((name) => variables.get(name)!),
  );
  for (const [index, name] of names.entries()) {
    const value = variables.get(name)!;
    const same = values.filter(({ shape }) => shape.join() === value.shape.join());
    const choice = dice.roll(4);
    updates[name] = choice === 0 ? dice.pick(same).id : t.sub(value, t.mul(tame(slopes[index]!), 0.1)).id;
  }
  if (dice.roll(2) === 0) {
    updates["matrix"] = variables.get("other")!.id;
    updates["other"] = variables.get("matrix")!.id;
  }
  return updates;
}

function drawEntry(dice: Dice, images: TensorType, size: number): Entry {
  const grower = new Grower(dice, images);
  grower.grow(size);
  const fetches: Record<string, number> = { last: grower.values.at(-1)!.id };
  for (let index = 0; index < 4; index++) {
    fetches[`fetch${index}`] = grower.any().id;
  }
  fetches["before"] = dice.pick([...grower.variables.values()]).id;
  const updates = drawUpdates(grower);
  return {
    graph: grower.builder.build(),
    feeds: { images: grower.values[0]!.id },
    fetches,
    updates,
  };
}

function uniform(type: TensorType, seed: number): Float32Array {
  const words = philoxBits({ seed, stream: 78, step: 0 }, sizeOf(type.shape));
  return Float32Array.from(words, (word) => word / 2 ** 31 - 1);
}

/**
 * Makes a program that no person would write: ops in any order, gradients through all of them, updates that cross, values that are fetched
 * and replaced. Engines that plan and fuse must give what `reference` gives.
 * @param seed Another program for each.
 */
export function randomProgram(seed: number): RandomProgram {
  const dice = new Dice(seed);
  const images: TensorType = { dtype: "float32", shape: [1 + dice.roll(5), 5, 6, 3] };
  const state: StateVariable[] = [
    ...["seed", "step"].map((name) => ({ name, type: { dtype: "int32", shape: [] } as const })),
    ...Object.entries(VARIABLES).map(([name, shape]) => ({
      name,
      type: { dtype: "float32", shape } as const,
    })),
  ].map((variable) => ({ ...variable, initializer: { kind: "constant", value: 0 } }));
  const entries = { first: drawEntry(dice, images, 14), second: drawEntry(dice, images, 6) };
  return {
    program: { name: `random ${seed}`, state, entries },
    feeds: { images: uniform(images, seed) },
    state: Object.fromEntries(
      state.map(({ name, type }, index) => [
        name,
        type.dtype === "float32" ? uniform(type, seed + 1000 * index) : allocate(type).fill(seed),
      ]),
    ),
  };
}
