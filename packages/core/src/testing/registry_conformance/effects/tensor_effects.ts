import { createReferenceEngine } from "../../../engines/reference/create_reference_engine.ts";
import { GraphBuilder } from "../../../graph/graph_builder.ts";
import { cast, constant, placeholder } from "../../../graph/ops/mod.ts";
import type { TensorData } from "../../../graph/tensor_type.ts";
import type { Value } from "../../../graph/value.ts";
import { ACTIVATIONS, type ActivationId } from "../../../layers/activations/registry.ts";
import { buildInitializer, type InitializerSpec } from "../../../layers/initializers/registry.ts";
import { drawInitial } from "../../../programs/draw_initial.ts";
import { findLoss, type LossSpec } from "../../../techniques/losses/registry.ts";
import { penaltyOf, type RegularizerSpec } from "../../../techniques/regularizers/registry.ts";
import { type CataloguedEntry, exampleOf } from "../catalogued_entry.ts";
import { demand } from "../demand.ts";
import { readInPlace } from "../entry_place.ts";

/** What a function of one float tensor gives for some numbers. */
async function evaluate(
  x: { readonly shape: readonly number[]; readonly data: readonly number[] },
  trace: (x: Value) => Value,
): Promise<number[]> {
  const builder = new GraphBuilder();
  const input = placeholder(builder, "x", { dtype: "float32", shape: x.shape });
  const output = trace(input);
  const executable = await createReferenceEngine().compile({
    name: "effect",
    state: [],
    entries: {
      main: { graph: builder.build(), feeds: { x: input.id }, fetches: { output: output.id }, updates: {} },
    },
  });
  return [...(await executable.run("main", { x: Float32Array.from(x.data) }))["output"]!];
}

/** An activation keeps the shape, is finite far from 0, and is no constant. */
export async function checkActivationEffect({ id }: CataloguedEntry): Promise<void> {
  const data = [-1e4, -100, -3, -0.5, 0, 0.5, 3, 100, 1e4];
  const values = await evaluate({ shape: [3, 3], data }, ACTIVATIONS[id as ActivationId].build);
  demand(values.length === data.length, "it must keep the shape", values.length);
  demand(values.every(Number.isFinite), "it must be finite", values);
  demand(new Set(values).size > 1, "it must not be a constant", values);
}

/** An initialiser draws finite numbers of the seed alone: the same again, and others for another seed unless it fills with one number. */
export function checkInitializerEffect(entry: CataloguedEntry): void {
  const spec = readInPlace(entry, exampleOf(entry)).complete as unknown as InitializerSpec;
  const initializer = buildInitializer(spec, { fanIn: 45, fanOut: 63 });
  const draw = (seed: number): TensorData =>
    drawInitial({ dtype: "float32", shape: [3, 3, 5, 7] }, initializer, { seed, stream: 0, step: 0 });
  const [one, again, other] = [draw(1), draw(1), draw(2)];
  demand(one.every(Number.isFinite), "its numbers must be finite", [...one].slice(0, 8));
  demand(
    one.every((value, at) => value === again[at]),
    "the same seed must draw the same numbers",
  );
  const isFilling = initializer.kind === "constant";
  demand(one.every((value, at) => value === other[at]) === isFilling, "another seed must draw other numbers");
  demand(
    (new Set(one).size === 1) === isFilling,
    "a constant must be one number, and a draw many",
    new Set(one).size,
  );
}

/** A regularizer asks nothing of zeros, and more of larger weights, whatever their sign. */
export async function checkRegularizerEffect(entry: CataloguedEntry): Promise<void> {
  const spec = readInPlace(entry, exampleOf(entry)).complete as unknown as RegularizerSpec;
  const penalty = async (scale: number): Promise<number> => {
    const [value] = await evaluate({ shape: [3], data: [scale, -2 * scale, scale] }, (w) =>
      penaltyOf(spec, w),
    );
    return value!;
  };
  const [none, some, more, turned] = [
    await penalty(0),
    await penalty(1),
    await penalty(2),
    await penalty(-1),
  ];
  demand(none === 0, "the penalty of zeros must be 0", none);
  demand(some > 0 && more > some, "the penalty must grow with the weights", [some, more]);
  demand(turned === some, "the penalty must not depend on signs", [some, turned]);
}

/** A loss is finite, even for outputs that are far off, and smaller the nearer the outputs are to the labels. */
export async function checkLossEffect(entry: CataloguedEntry): Promise<void> {
  const spec = readInPlace(entry, exampleOf(entry)).complete as unknown as LossSpec;
  const { definition, parameters } = findLoss(spec);
  const classes = 3;
  /** The sum of the losses of two examples of the classes 0 and 2, whose outputs favour these by so much. */
  const lossOf = async (favour: number): Promise<number> => {
    const data = [favour, 0, 0, 0, 0, favour];
    const losses = await evaluate({ shape: [2, classes], data }, (outputs) => {
      const labels = cast(constant(outputs.builder, [0, 2]), "int32");
      return definition.losses(parameters, outputs, { labels });
    });
    return losses[0]! + losses[1]!;
  };
  const [near, even, far, farthest] = [
    await lossOf(1),
    await lossOf(0),
    await lossOf(-1),
    await lossOf(-1000),
  ];
  demand([near, even, far, farthest].every(Number.isFinite), "it must be finite", [
    near,
    even,
    far,
    farthest,
  ]);
  demand(near < even && even < far, "it must fall as outputs come nearer to the labels", [far, even, near]);
}
