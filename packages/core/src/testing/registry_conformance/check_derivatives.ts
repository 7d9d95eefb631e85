import { Dice } from "../random_graph/dice.ts";
import { demand } from "./demand.ts";
import { type Differentiable, Projection } from "./projection.ts";

/** A power of two, so that moving by it is exact. */
const STEP = 2 ** -9;
/** Elements of each source at which its derivative is checked. */
const CHECKED = 4;
/** How far both one-sided quotients of an output may be apart, of the larger of both: more than that is a kink. */
const KINK = 0.02;
/** What rounding alone does to a quotient, of the larger of 1 and the output: a few of the last bits over a step. */
const ROUNDING = 1e-3;
/** How far a derivative may be from the quotient, of the larger of 1 and the quotient: half of a kink that goes unseen, and rounding. */
const TOLERANCE = 6e-3;

/** How a projection changes with one element. */
interface Slope {
  readonly quotient: number;
  /** Directions of the outputs; 0 where an output has a kink within the step. */
  readonly directions: Readonly<Record<string, Float32Array>>;
}

/** Quotient of differences at one element, of a projection that leaves out outputs with a kink (of relu, of a maximum) within the step. */
async function slopeAt(projection: Projection, name: string, element: number): Promise<Slope> {
  const { start, directions } = projection;
  const at = async (change: number) => {
    const moved = start[name]!.slice();
    moved[element]! += change;
    return await projection.outputsAt(name, moved);
  };
  const [below, here, above] = [await at(-STEP), await at(0), await at(STEP)];
  let quotient = 0;
  const smooth = Object.entries(directions).map(([output, direction]) => {
    const kept = direction.map((weight, index) => {
      const [low, middle, high] = [below[output]![index]!, here[output]![index]!, above[output]![index]!];
      const [left, right] = [(middle - low) / STEP, (high - middle) / STEP];
      const allowed =
        KINK * Math.max(Math.abs(left), Math.abs(right)) + ROUNDING * Math.max(1, Math.abs(middle));
      return Math.abs(right - left) > allowed ? 0 : weight;
    });
    for (const [index, weight] of kept.entries()) {
      quotient += (weight * (above[output]![index]! - below[output]![index]!)) / (2 * STEP);
    }
    return [output, kept] as const;
  });
  return { quotient, directions: Object.fromEntries(smooth) };
}

/**
 * Fails unless derivatives equal quotients of differences on the reference engine, at random elements of every source.
 * What has a kink is found by the outputs alone, without a look at the derivative, so a wrong derivative cannot hide behind it.
 */
export async function checkDerivatives(given: Differentiable, seed: number): Promise<void> {
  const projection = await Projection.at(given, { seed });
  const dice = new Dice(seed);
  try {
    for (const [name, start] of Object.entries(projection.start)) {
      let kept = 0;
      for (let count = 0; count < CHECKED; count++) {
        const element = dice.roll(start.length);
        const { quotient, directions } = await slopeAt(projection, name, element);
        kept += Object.values(directions).some((direction) => direction.some((weight) => weight !== 0))
          ? 1
          : 0;
        const found = (await projection.derivatives(directions))[name]![element]!;
        if (Math.abs(found - quotient) > TOLERANCE * Math.max(1, Math.abs(quotient))) {
          throw new Error(
            `Cannot accept the derivative by ${name} at element ${element} as it must be ${quotient}: current value is ${found}`,
          );
        }
      }
      demand(kept > 0, `some output must be smooth around ${name}`, kept);
    }
  } finally {
    projection.dispose();
  }
}
