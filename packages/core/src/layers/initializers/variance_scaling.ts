import type { Distribution } from "../../graph/initializer.ts";
import type { EntryDefinition, NoParameters } from "../../parameters/entry_definition.ts";
import type { Fans, InitializerDefinition } from "./initializer_definition.ts";

/** Draws numbers of mean 0 whose variance follows from the layer's fans. */
function varianceScaling<TId extends string>(given: {
  readonly id: TId;
  readonly summary: string;
  readonly documentation: EntryDefinition<TId, NoParameters>["documentation"];
  readonly distribution: Distribution;
  /** The variance is `scale / fan`. */
  readonly scale: number;
  readonly fan: (fans: Fans) => number;
}): InitializerDefinition<TId, NoParameters> {
  const { id, summary, documentation, distribution, scale, fan } = given;
  return {
    id,
    summary,
    documentation,
    parameters: {},
    build: (_parameters, fans) => ({ kind: "random", distribution, scale, fan: fan(fans) }),
  };
}

const GLOROT =
  "Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010, AISTATS";
const HE = "He et al., Delving Deep into Rectifiers, 2015, arXiv 1502.01852";
const LECUN = "LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998";

function average({ fanIn, fanOut }: Fans): number {
  return (fanIn + fanOut) / 2;
}

function incoming({ fanIn }: Fans): number {
  return fanIn;
}

/** Keras's default. */
export const glorotUniform: InitializerDefinition<"glorotUniform", NoParameters> = varianceScaling({
  id: "glorotUniform",
  summary: "Uniform numbers whose variance keeps signals as large forward as backward.",
  documentation: {
    formula: "w = uniform in (-a, a), a = sqrt(6 / (fanIn + fanOut))",
    advice: "The default, as in Keras; made for tanh, good enough for relu in networks of a few layers.",
    reference: GLOROT,
    example: { glorotUniform: {} },
  },
  distribution: "uniform",
  scale: 1,
  fan: average,
});

export const glorotNormal: InitializerDefinition<"glorotNormal", NoParameters> = varianceScaling({
  id: "glorotNormal",
  summary: "Truncated normal numbers whose variance keeps signals as large forward as backward.",
  documentation: {
    formula: "w = normal of variance 2 / (fanIn + fanOut), cut at two deviations before it is scaled",
    advice: "glorotUniform with a bell in place of a box; hardly ever a difference.",
    reference: GLOROT,
    example: { glorotNormal: {} },
  },
  distribution: "truncatedNormal",
  scale: 1,
  fan: average,
});

export const heUniform: InitializerDefinition<"heUniform", NoParameters> = varianceScaling({
  id: "heUniform",
  summary: "Uniform numbers whose variance makes up for the half that relu cuts off.",
  documentation: {
    formula: "w = uniform in (-a, a), a = sqrt(6 / fanIn)",
    advice: "For relu and its kin in deep networks without normalisation.",
    reference: HE,
    example: { heUniform: {} },
  },
  distribution: "uniform",
  scale: 2,
  fan: incoming,
});

export const heNormal: InitializerDefinition<"heNormal", NoParameters> = varianceScaling({
  id: "heNormal",
  summary: "Truncated normal numbers whose variance makes up for the half that relu cuts off.",
  documentation: {
    formula: "w = normal of variance 2 / fanIn, cut at two deviations before it is scaled",
    advice: "What residual networks are drawn with; the variance is twice that of lecunNormal.",
    reference: HE,
    example: { heNormal: {} },
  },
  distribution: "truncatedNormal",
  scale: 2,
  fan: incoming,
});

export const lecunUniform: InitializerDefinition<"lecunUniform", NoParameters> = varianceScaling({
  id: "lecunUniform",
  summary: "Uniform numbers whose variance keeps signals as large forward.",
  documentation: {
    formula: "w = uniform in (-a, a), a = sqrt(3 / fanIn)",
    advice: "For layers without an activation, or with one that is nearly straight around 0.",
    reference: LECUN,
    example: { lecunUniform: {} },
  },
  distribution: "uniform",
  scale: 1,
  fan: incoming,
});

export const lecunNormal: InitializerDefinition<"lecunNormal", NoParameters> = varianceScaling({
  id: "lecunNormal",
  summary: "Truncated normal numbers whose variance keeps signals as large forward.",
  documentation: {
    formula: "w = normal of variance 1 / fanIn, cut at two deviations before it is scaled",
    advice: "For selu, which normalises itself only with it.",
    reference: LECUN,
    example: { lecunNormal: {} },
  },
  distribution: "truncatedNormal",
  scale: 1,
  fan: incoming,
});
