import { describe, expect, test } from "vitest";
import type { Engine } from "../../packages/core/src/engines/engine.ts";
import { gradients } from "../../packages/core/src/graph/gradients.ts";
import { GraphBuilder } from "../../packages/core/src/graph/graph_builder.ts";
import { mul, placeholder, sum } from "../../packages/core/src/graph/ops/mod.ts";
import type { NamedTensors } from "../../packages/core/src/graph/program.ts";
import {
  ACTIVATION_IDS,
  ACTIVATIONS,
  type ActivationId,
} from "../../packages/core/src/layers/activations/registry.ts";
import { checkClose } from "../../packages/core/src/testing/mod.ts";
import { readFixture, requireTensor } from "./fixture.ts";
import { judgedEngines } from "./judged_engines.ts";

interface ActivationCase {
  readonly activation: ActivationId;
  readonly claim: string;
  readonly shape: readonly number[];
}

const fixture = await readFixture<{ readonly cases: readonly ActivationCase[] }>("activations");
const { cases } = fixture.index;

/** What an engine gives for a case: the values, and the gradient of what comes from above. */
async function run(engine: Engine, { activation, claim, shape }: ActivationCase): Promise<NamedTensors> {
  const builder = new GraphBuilder();
  const type = { dtype: "float32", shape } as const;
  const x = placeholder(builder, "x", type);
  const upstream = placeholder(builder, "upstream", type);
  const y = ACTIVATIONS[activation].build(x);
  const [gradient] = gradients(sum(mul(y, upstream)), [x]);
  const executable = await engine.compile({
    name: activation,
    state: [],
    entries: {
      main: {
        graph: builder.build(),
        feeds: { x: x.id, upstream: upstream.id },
        fetches: { y: y.id, gradient: gradient!.id },
        updates: {},
      },
    },
  });
  try {
    const fed = (name: string) => requireTensor(fixture, `${name}/${claim}`);
    return await executable.run("main", { x: fed("x"), upstream: fed("upstream") });
  } finally {
    executable.dispose();
  }
}

test("every activation is held against Keras", () => {
  expect(new Set(cases.map(({ activation }) => activation))).toEqual(new Set(ACTIVATION_IDS));
});

describe.each(judgedEngines)("$name", ({ create }) => {
  test.each(cases)("$activation is that of Keras, and so is its gradient: $claim", async (one) => {
    const { y, gradient } = await run(create(), one);
    const expected = (kind: string) => requireTensor(fixture, `${kind}/${one.activation}/${one.claim}`);
    checkClose(y!, expected("y"), { relative: 1e-6 });
    checkClose(gradient!, expected("gradient"), { relative: 2e-6 });
  });
});
