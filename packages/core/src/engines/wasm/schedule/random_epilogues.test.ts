import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import * as t from "../../../graph/ops/mod.ts";
import type { NamedTensors, Program } from "../../../graph/program.ts";
import type { Value } from "../../../graph/value.ts";
import { checkClose } from "../../../testing/check_close.ts";
import { Dice } from "../../../testing/random_graph/dice.ts";
import { createReferenceEngine } from "../../reference/create_reference_engine.ts";
import { createWasmEngine } from "../create_wasm_engine.ts";
import { explain } from "../explain.ts";
import { numbers } from "../testing/numbers.ts";

/** Traces an op that takes an epilogue, some element-wise ops behind it, and perhaps a pooling; any of what they give is asked for. */
class Tracer {
  readonly #dice: Dice;
  readonly #builder = new GraphBuilder();
  readonly #feeds: Record<string, number> = {};
  readonly inputs: Record<string, NamedTensors[string]> = {};

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  #feed(...shape: number[]): Value {
    const name = `x${Object.keys(this.#feeds).length}`;
    const value = t.placeholder(this.#builder, name, { dtype: "float32", shape });
    this.#feeds[name] = value.id;
    this.inputs[name] = numbers(shape, 3 * Object.keys(this.#feeds).length);
    return value;
  }

  #maker(): Value {
    const dice = this.#dice;
    const size = (most: number): number => 1 + dice.roll(most);
    const [images, channels, filters] = [size(3), size(8), size(20)];
    switch (dice.roll(5)) {
      case 0: {
        const inner = size(70);
        return t.matMul(this.#feed(size(40), inner), this.#feed(inner, size(70)));
      }
      case 1: {
        const x = this.#feed(images, 4 + size(7), 4 + size(7), channels);
        return t.conv2d(x, this.#feed(size(3), size(3), channels, filters), { strides: [size(2), size(2)] });
      }
      case 2:
        // by Winograd
        return t.conv2d(this.#feed(images, 8 + size(7), 8 + size(7), 32), this.#feed(3, 3, 32, 32), {});
      case 3: {
        const shape = [images, 4 + size(7), 4 + size(7), channels] as const;
        const padding = { top: 1, bottom: 1, left: 1, right: 1 };
        const attributes = { strides: [1, 1], padding, dilations: [1, 1], shape } as const;
        return t.conv2dBackpropInput(
          this.#feed(3, 3, channels, filters),
          this.#feed(...shape.with(3, filters)),
          attributes,
        );
      }
      default: {
        const x = this.#feed(images, 6 + 2 * size(4), 6 + 2 * size(4), channels);
        const biased = t.add(t.conv2d(x, this.#feed(3, 3, channels, filters), {}), this.#feed(filters));
        return t.maxPool(dice.once(2) ? t.relu(biased) : biased, { size: [2, 2] });
      }
    }
  }

  program(): Program {
    const dice = this.#dice;
    const made = this.#maker();
    const { shape } = made;
    const perChannel = shape.length === 4 ? [shape[0]!, 1, 1, shape[3]!] : [shape[1]!];
    const values = [made];
    const masks: Value[] = [];
    const operand = (): Value | number =>
      dice.pick([
        () => dice.pick(values),
        () => this.#feed(shape.at(-1)!),
        () => this.#feed(...shape),
        () => this.#feed(...perChannel),
        () => 0.5,
      ])();
    const drop = (mask: Value): Value => t.select(t.broadcastTo(mask, shape), values.at(-1)!, 0);
    for (let step = 0; step <= dice.roll(7); step++) {
      const last = values.at(-1)!;
      values.push(
        dice.pick([
          () => t.add(last, operand()),
          () => t.mul(last, operand()),
          () => t.maximum(last, operand()),
          () => t.relu(last),
          () => drop(t.greaterEqual(this.#feed(...perChannel), 0.2)),
          () => {
            masks.push(t.greaterEqual(dice.once(2) ? last : this.#feed(...shape), operand()));
            return drop(dice.pick(masks));
          },
        ])(),
      );
    }
    const last = values.at(-1)!;
    const asked = [...values.slice(1), ...masks].filter(() => dice.once(4));
    const isPooled = shape.length === 4 && shape[1]! > 1 && shape[2]! > 1 && dice.once(3);
    const ends = isPooled ? [t.maxPool(last, { size: [2, 2] }), ...asked] : [last, ...asked];
    const fetches = Object.fromEntries(ends.map(({ id }) => [`y${id}`, id]));
    const entry = { graph: this.#builder.build(), feeds: this.#feeds, fetches, updates: {} };
    return { name: "random epilogue", state: [], entries: { run: entry } };
  }
}

const seeds = [...Array.from({ length: 100 }).keys()];

describe("findEpilogue()", () => {
  test.each(seeds)("findEpilogue() changes nothing that random network %i gives", async (seed) => {
    const tracer = new Tracer(new Dice(seed));
    const program = tracer.program();
    const expected = await (await createReferenceEngine().compile(program)).run("run", tracer.inputs);
    const executable = await createWasmEngine({ mode: "portable" }).compile(program);
    const actual = await executable.run("run", tracer.inputs);
    executable.dispose();
    for (const [name, values] of Object.entries(expected)) {
      checkClose(actual[name]!, values, { relative: 1e-3 });
    }
  });

  test("findEpilogue() takes the ops of most of the random networks", () => {
    const schedules = seeds.map((seed) => explain(new Tracer(new Dice(seed)).program()));
    const joined = schedules.filter((schedule) =>
      /(conv\S+|matMul) #\d+( by Winograd)? [a-z]/.test(schedule),
    );
    expect(joined.length).toBeGreaterThan(seeds.length / 2);
  });
});
