import { gradients } from "../graph/gradients.ts";
import * as t from "../graph/ops/mod.ts";
import { philoxBits } from "../graph/philox.ts";
import type { Entry, NamedTensors, Program } from "../graph/program.ts";
import {
  allocate,
  type DType,
  type Shape,
  sizeOf,
  type TensorData,
  type TensorType,
} from "../graph/tensor_type.ts";
import type { Value } from "../graph/value.ts";
import { Dice } from "./random_graph/dice.ts";
import { Grower } from "./random_graph/grower.ts";
import { tame } from "./random_graph/growths.ts";

/** A program made of dice, with something to run it on. */
export interface RandomProgram {
  readonly program: Program;
  /** Feeds by entry. */
  readonly feeds: Readonly<Record<string, NamedTensors>>;
  readonly state: NamedTensors;
}

type Types = Readonly<Record<string, TensorType>>;

function typesOf(dtype: DType, shapes: Readonly<Record<string, Shape>>): Types {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { dtype, shape }]));
}

const VARIABLES: Types = {
  ...typesOf("float32", {
    kernel: [3, 2, 3, 5],
    pointwise: [1, 1, 5, 4],
    bias: [5],
    row: [1, 4],
    matrix: [6, 6],
    other: [6, 6],
    scale: [],
  }),
  ...typesOf("int32", { seed: [], step: [], numbers: [4] }),
  ...typesOf("bool", { flags: [4] }),
};

/** Images of a random size, pixels of the same, and others of which there may be more or fewer. */
function drawPlaceholders(dice: Dice): Types {
  const [images, height, width] = [1 + dice.roll(5), 2 + dice.roll(5), 2 + dice.roll(5)];
  return {
    images: { dtype: "float32", shape: [images, height, width, 3] },
    pixels: { dtype: "uint8", shape: [images, height, width, 1 + dice.roll(3)] },
    others: { dtype: "float32", shape: [1 + dice.roll(4), 3, 4, 3] },
    labels: { dtype: "int32", shape: [images] },
    mask: { dtype: "bool", shape: [images, 1, 1, 1] },
  };
}

/** A new value of a variable: a step along a gradient, the gradient, the variable moved about, or anything of the right type. */
function drawUpdate({ dice, variables, which }: Grower, variable: Value, slope: Value | undefined): Value {
  const choice = dice.roll(4);
  if (slope !== undefined && choice < 2) {
    return choice === 0 ? slope : t.sub(variable, t.mul(tame(slope), 0.1));
  }
  if (choice === 2 && variable === variables.get("matrix")) {
    return dice.once(2) ? t.transpose(variable, [1, 0]) : t.matMul(variable, variables.get("other")!);
  }
  return dice.pick(which(variable.dtype, ({ shape }) => shape.join() === variable.shape.join()));
}

/** New values of some variables. */
function drawUpdates(grower: Grower): Record<string, number> {
  const { dice, variables, any } = grower;
  const updates: Record<string, number> = { step: t.add(variables.get("step")!, 1).id };
  const objective = t.add(t.mean(any()), t.mean(any()));
  const chosen = [...variables].filter(([name]) => name !== "seed" && name !== "step" && !dice.once(3));
  const learning = chosen.filter(([, { dtype }]) => dtype === "float32").map(([, value]) => value);
  const slopes = gradients(objective, learning);
  for (const [name, variable] of chosen) {
    updates[name] = drawUpdate(grower, variable, slopes[learning.indexOf(variable)]).id;
  }
  if (dice.once(3)) {
    updates["matrix"] = variables.get("other")!.id;
    updates["other"] = variables.get("matrix")!.id;
  }
  return updates;
}

function drawEntry(dice: Dice, size: number): { entry: Entry; types: Types } {
  const types = drawPlaceholders(dice);
  const grower = new Grower(dice, { placeholders: types, variables: VARIABLES });
  grower.grow(size);
  const { values, placeholders, variables } = grower;
  const updates = drawUpdates(grower);
  const fetches: Record<string, number> = {};
  if (!dice.once(8)) {
    for (const value of values.slice(-4)) {
      fetches[`value ${value.id}`] = value.id;
    }
    fetches["any"] = grower.any().id;
    fetches["fed"] = dice.pick([...placeholders.values()]).id;
    fetches["before"] = dice.pick([...variables.values()]).id;
  }
  const feeds = Object.fromEntries([...placeholders].map(([name, { id }]) => [name, id]));
  return { entry: { graph: grower.builder.build(), feeds, fetches, updates }, types };
}

/** Numbers from -1 to 1, whole ones from 0 to 9, bytes, or truth values. */
function drawTensor(type: TensorType, seed: number): TensorData {
  const words = philoxBits({ seed, stream: 78, step: 0 }, sizeOf(type.shape));
  const draw: Readonly<Record<DType, (word: number) => number>> = {
    float32: (word) => word / 2 ** 31 - 1,
    int32: (word) => word % 10,
    uint8: (word) => word % 256,
    bool: (word) => word % 2,
  };
  const data = allocate(type);
  data.set(Array.from(words, draw[type.dtype]));
  return data;
}

function drawTensors(types: Types, seed: number): NamedTensors {
  return Object.fromEntries(
    Object.entries(types).map(([name, type], index) => [name, drawTensor(type, seed + 1000 * index)]),
  );
}

/**
 * Makes a program that no person would write: ops in any order, gradients through all of them, updates that cross, values that are fetched
 * and replaced. Engines that plan and fuse must give what `reference` gives.
 * @param seed Another program for each.
 */
export function randomProgram(seed: number): RandomProgram {
  const dice = new Dice(seed);
  const drawn = { first: drawEntry(dice, 18), second: drawEntry(dice, 8) };
  const state = Object.entries(VARIABLES).map(([name, type]) => ({
    name,
    type,
    initializer: { kind: "constant", value: 0 } as const,
  }));
  const entries = { first: drawn.first.entry, second: drawn.second.entry };
  return {
    program: { name: `random ${seed}`, state, entries },
    feeds: {
      first: drawTensors(drawn.first.types, seed),
      second: drawTensors(drawn.second.types, seed + 500),
    },
    state: drawTensors(VARIABLES, seed + 7),
  };
}
