import { describe, test } from "vitest";
import type { Engine } from "../../packages/core/src/engines/engine.ts";
import { gradients } from "../../packages/core/src/graph/gradients.ts";
import { GraphBuilder } from "../../packages/core/src/graph/graph_builder.ts";
import { placeholder } from "../../packages/core/src/graph/ops/mod.ts";
import type { NamedTensors } from "../../packages/core/src/graph/program.ts";
import type { Value } from "../../packages/core/src/graph/value.ts";
import { parseTrainSpec } from "../../packages/core/src/spec/parse_train_spec.ts";
import { constrainKernels } from "../../packages/core/src/techniques/constraints/registry.ts";
import { penaltyOf } from "../../packages/core/src/techniques/regularizers/registry.ts";
import { expectNear } from "./expect_near.ts";
import { readFixture, requireTensor } from "./fixture.ts";
import { judgedEngines } from "./judged_engines.ts";

interface Case {
  /** Number of the weight. */
  readonly weight: number;
  readonly tensor: string;
}

const fixture = await readFixture<{
  readonly shapes: readonly (readonly number[])[];
  readonly regularizers: readonly (Case & { readonly regularizer: object })[];
  readonly constraints: readonly (Case & { readonly constraint: object })[];
}>("penalties");
const { shapes, regularizers, constraints } = fixture.index;

async function run(
  engine: Engine,
  weight: number,
  build: (w: Value) => Readonly<Record<string, Value>>,
): Promise<NamedTensors> {
  const builder = new GraphBuilder();
  const w = placeholder(builder, "w", { dtype: "float32", shape: shapes[weight]! });
  const fetches = Object.entries(build(w)).map(([name, value]) => [name, value.id] as const);
  const executable = await engine.compile({
    name: "penalty",
    state: [],
    entries: {
      main: {
        graph: builder.build(),
        feeds: { w: w.id },
        fetches: Object.fromEntries(fetches),
        updates: {},
      },
    },
  });
  try {
    return await executable.run("main", { w: requireTensor(fixture, `weights/${weight}`) });
  } finally {
    executable.dispose();
  }
}

const NEAR = { absolute: 1e-6 };

describe.each(judgedEngines)("$name", ({ create }) => {
  test.each(regularizers.map((one) => [JSON.stringify(one.regularizer), one.weight, one] as const))(
    "has the penalty and gradient of Keras: %s of weight %i",
    async (_title, weight, { regularizer, tensor }) => {
      const spec = parseTrainSpec({ regularizer }).regularizer!;
      const actual = await run(create(), weight, (w) => {
        const penalty = penaltyOf(spec, w);
        return { penalty, gradient: gradients(penalty, [w])[0]! };
      });
      for (const name of ["penalty", "gradient"]) {
        expectNear(
          name,
          { actual: actual[name]!, expected: requireTensor(fixture, `${tensor}/${name}`) },
          NEAR,
        );
      }
    },
  );

  test.each(constraints.map((one) => [JSON.stringify(one.constraint), one.weight, one] as const))(
    "brings kernels where Keras brings them: %s of weight %i",
    async (_title, weight, { constraint, tensor }) => {
      const spec = parseTrainSpec({ constraint }).constraint;
      const { constrained } = await run(create(), weight, (w) => {
        let result = w;
        const assign = (_weight: unknown, value: Value): void => {
          result = value;
        };
        const slot = (): never => {
          throw new Error("A constraint keeps nothing");
        };
        const trained = { name: "w", value: w, gradient: w };
        constrainKernels(spec, { weights: [trained], learningRate: w, slot, assign }).assign(trained, w);
        return { constrained: result };
      });
      expectNear("kernel", { actual: constrained!, expected: requireTensor(fixture, tensor) }, NEAR);
    },
  );
});
