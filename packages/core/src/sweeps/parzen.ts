import { erfc } from "../analysis/erfc.ts";
import { exp, log } from "../graph/float_math.ts";
import { normalQuantile } from "../graph/normal_quantile.ts";
import type { SearchDimension } from "./search_space.ts";

/** A density over the coordinates of one dimension, estimated from some of them. */
export interface ParzenEstimator {
  /** The coordinate that two uniform numbers in [0, 1) stand for. */
  draw(uniforms: readonly [number, number]): number;
  density(coordinate: number): number;
}

/** Probability that a standard normal number is below `x`. */
function normalShare(x: number): number {
  return erfc(-x * Math.SQRT1_2) / 2;
}

const PEAK = 1 / Math.sqrt(2 * Math.PI);

/** One bell of a mixture, cut off at both ends of the range. */
interface Bell {
  readonly mean: number;
  readonly width: number;
  /** Shares of the whole bell below both ends. */
  readonly below: number;
  readonly within: number;
}

/** The fewest observations' worth of narrowness: a bell is never narrower than the range by this. */
const NARROWEST = 100;

/**
 * Bells around the observations and one over the whole range, which stands for what is not known yet. Each is as wide as the
 * farther of its neighbours is away.
 */
function bellsOf(observed: readonly number[], low: number, high: number): Bell[] {
  const range = high - low;
  const middle = (low + high) / 2;
  const sorted = [...observed, middle].sort((a, b) => a - b);
  const prior = sorted.indexOf(middle);
  const narrowest = range / Math.min(NARROWEST, sorted.length);
  return sorted.map((mean, index) => {
    const left = mean - (sorted[index - 1] ?? low);
    const right = (sorted[index + 1] ?? high) - mean;
    const width = index === prior ? range : Math.min(Math.max(left, right, narrowest), range);
    const below = normalShare((low - mean) / width);
    return { mean, width, below, within: normalShare((high - mean) / width) - below };
  });
}

function rangeEstimator(observed: readonly number[], low: number, high: number): ParzenEstimator {
  const bells = bellsOf(observed, low, high);
  return {
    draw([first, second]) {
      const { mean, width, below, within } = bells[Math.floor(first * bells.length)]!;
      const share = below + second * within;
      const drawn = share > 0 && share < 1 ? mean + width * normalQuantile(share) : mean;
      return Math.min(Math.max(drawn, low), high);
    },
    density(coordinate) {
      const sum = bells.reduce((total, { mean, width, within }) => {
        const z = (coordinate - mean) / width;
        return total + (PEAK * exp((-z * z) / 2)) / (width * within);
      }, 0);
      return sum / bells.length;
    },
  };
}

function choiceEstimator(observed: readonly number[], count: number): ParzenEstimator {
  // One observation more of each, for what is not known yet: with less, whatever was good first is chosen for ever
  const weights = Array.from({ length: count }, () => 1);
  for (const index of observed) {
    weights[index]! += 1;
  }
  const total = observed.length + count;
  return {
    draw([uniform]) {
      let left = uniform * total;
      const index = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return index === -1 ? count - 1 : index;
    },
    density: (index) => weights[index]! / total,
  };
}

/**
 * Estimates where the coordinates of one dimension lie: counts for choices, a mixture of normal distributions for ranges, over
 * the logarithm for logarithmic ones.
 * @see Bergstra, Bardenet, Bengio and Kegl, Algorithms for Hyper-Parameter Optimization, 2011, section 4.2
 */
export function parzenEstimator({ domain }: SearchDimension, observed: readonly number[]): ParzenEstimator {
  if ("choice" in domain) {
    return choiceEstimator(observed, domain.choice.values.length);
  }
  if ("uniform" in domain) {
    return rangeEstimator(observed, domain.uniform.low, domain.uniform.high);
  }
  if ("logUniform" in domain) {
    const { low, high } = domain.logUniform;
    const inner = rangeEstimator(observed.map(log), log(low), log(high));
    return {
      draw: (uniforms) => Math.min(Math.max(exp(inner.draw(uniforms)), low), high),
      density: (coordinate) => inner.density(log(coordinate)),
    };
  }
  const { low, high, step } = domain.integers;
  const last = low + step * Math.floor((high - low) / step);
  // Half a step more at both ends, so that these have as much room as the others
  const inner = rangeEstimator(observed, low - step / 2, last + step / 2);
  return {
    draw: (uniforms) => Math.min(low + step * Math.round((inner.draw(uniforms) - low) / step), last),
    density: inner.density,
  };
}
