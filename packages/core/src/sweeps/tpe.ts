import { parzenEstimator } from "./parzen.ts";
import { sampleRandom } from "./random.ts";
import type { Observation, SampleContext, SamplerDefinition } from "./sampler_definition.ts";
import type { Coordinates } from "./search_space.ts";
import { sweepUniform } from "./sweep_uniform.ts";
import { untried } from "./untried.ts";

/** Parameters of `tpe`. */
export interface TpeParameters {
  readonly startupTrials: number;
  readonly candidates: number;
  readonly goodShare: number;
}

/** More good trials than this would make the estimate of where they are too wide. */
const MOST_GOOD = 25;

/** Best first: trials that came to their end, then stopped ones by how far they came, then what failed or is under way. */
function byMerit(a: Observation, b: Observation): number {
  if (a.cost === null || b.cost === null) {
    return Number(a.cost === null) - Number(b.cost === null);
  }
  if (a.isComplete !== b.isComplete) {
    return a.isComplete ? -1 : 1;
  }
  return (a.isComplete ? 0 : b.epochs - a.epochs) || a.cost - b.cost;
}

function sample(context: SampleContext, parameters: TpeParameters): Coordinates | null {
  const { startupTrials, candidates, goodShare } = parameters;
  const { maker, seed, number, observations } = context;
  const known = observations.filter(({ cost }) => cost !== null).length;
  if (known < startupTrials) {
    return sampleRandom(context);
  }
  const ranked = [...observations].sort(byMerit);
  const goodCount = Math.min(Math.ceil(goodShare * known), MOST_GOOD);
  const estimators = maker.space.map((dimension, index) => {
    const at = (some: readonly Observation[]): number[] =>
      some.map(({ coordinates }) => coordinates[index] ?? null).filter((each) => each !== null);
    return {
      good: parzenEstimator(dimension, at(ranked.slice(0, goodCount))),
      bad: parzenEstimator(dimension, at(ranked.slice(goodCount))),
    };
  });
  return untried(context, (draw) =>
    estimators.map(({ good, bad }, dimension) => {
      let best = 0;
      let most = -1;
      for (let candidate = 0; candidate < candidates; candidate++) {
        const uniforms = sweepUniform({ seed, number, dimension, draw: draw * candidates + candidate });
        const coordinate = good.draw(uniforms);
        const gain = good.density(coordinate) / bad.density(coordinate);
        if (gain > most) {
          most = gain;
          best = coordinate;
        }
      }
      return best;
    }),
  );
}

/**
 * The tree-structured Parzen estimator: of values drawn where good trials are, the one that is least like the others.
 *
 * Trials that are under way count among the others, so that several at once do not try the same.
 */
export const tpe: SamplerDefinition<"tpe", TpeParameters> = {
  id: "tpe",
  summary: "Values where good trials were and others were not, after some at random.",
  parameters: {
    startupTrials: {
      kind: "int",
      summary: "Trials with a result before the first that follows from them; until then values are random.",
      minimum: 1,
      maximum: 1000,
      default: 10,
    },
    candidates: {
      kind: "int",
      summary: "Values drawn for each dimension of a trial, of which the best is taken.",
      minimum: 1,
      maximum: 1000,
      default: 24,
    },
    goodShare: {
      kind: "float",
      summary: "Share of the trials that counts as good; never more than 25 trials.",
      minimum: 0,
      maximum: 1,
      exclusiveMinimum: true,
      exclusiveMaximum: true,
      default: 0.15,
    },
  },
  documentation: {
    formula:
      "argmax over candidates x ~ l of l(x) / g(x), with l the density of the best goodShare of the trials and g that of the others",
    advice:
      "For 20 trials and more of a training that takes long, few at a time: each trial learns from those before it. Each dimension is chosen by itself, as in hyperopt, and the values of its defaults are those of the paper.",
    reference:
      "Bergstra, Bardenet, Bengio and Kegl, Algorithms for Hyper-Parameter Optimization, 2011, NeurIPS 24",
    example: { tpe: { startupTrials: 5 } },
  },
  sample,
};
