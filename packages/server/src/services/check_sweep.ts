import { setImmediate } from "node:timers/promises";
import {
  type Coordinates,
  gridSize,
  gridTrials,
  type SamplerSpec,
  type SearchSpace,
  type Trial,
  type TrialMaker,
} from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { checkTrial, type TrialRules } from "./check_trial.ts";
import { cornersOf } from "./sweep_corners.ts";

/** What the trials of a sweep must go with. */
export interface SweepRules extends TrialRules {
  readonly method: SamplerSpec;
  readonly maxTrials: number | null;
  readonly maxTotalEpochs: number | null;
}

/** The most trials of a sweep. */
export const mostTrials = 1000;
/** The most points of a grid that are looked through for those that differ. */
const mostPoints = 10_000;
const action = "Cannot start the sweep";

/**
 * Checks the trials of a sweep before there is one: of a grid all, and else both ends of every dimension.
 *
 * @returns How many it has checked: all that there are of a grid.
 * @throws {InvalidInputError} With the argument at fault, such as `input.space[1].domain`.
 */
export async function checkSweep(rules: SweepRules, maker: TrialMaker): Promise<number> {
  const points = pointsToCheck(maker, rules);
  checkEpochs(await checkEach(rules, maker, points), rules);
  return points.length;
}

/** All trials of a grid; of another method, those that show what is wrong with a dimension. */
function pointsToCheck(maker: TrialMaker, { method, maxTrials }: SweepRules): readonly Coordinates[] {
  if (!("grid" in method)) {
    if (maxTrials === null) {
      throw new InvalidInputError({
        path: "input.budget.maxTrials",
        message: `${action} as budget.maxTrials must be given unless the method is grid: current value is null`,
      });
    }
    return cornersOf(maker);
  }
  const size = gridSize(maker.space, method.grid.points);
  if (size > mostPoints) {
    refuseGrid(size, mostPoints);
  }
  const trials = [...gridTrials(maker, method.grid.points)].slice(0, maxTrials ?? size);
  if (trials.length > mostTrials) {
    refuseGrid(trials.length, mostTrials);
  }
  return trials;
}

function refuseGrid(size: number, most: number): never {
  throw new InvalidInputError({
    path: "input.space",
    received: String(size),
    message: `${action} as its grid must have at most ${most} trials: current value is ${size}`,
  });
}

/** @returns The epochs of each. */
async function checkEach(
  rules: TrialRules,
  maker: TrialMaker,
  points: readonly Coordinates[],
): Promise<readonly number[]> {
  const epochs: number[] = [];
  for (const coordinates of points) {
    const trial = maker.make(coordinates);
    const checked = await checkTrial(rules, { name: "trial", trial }).catch((error: unknown) => {
      throw error instanceof InvalidInputError
        ? error.at(argumentOf(error.path, maker.space, trial), describe(trial))
        : error;
    });
    epochs.push(checked.trainSpec.epochs);
    // Specs take a moment to check, and others wait for the server
    await setImmediate();
  }
  return epochs;
}

/** Refuses bounds that would let no trial begin, and a rule that would stop none. */
function checkEpochs(epochs: readonly number[], { stopping, maxTotalEpochs }: SweepRules): void {
  const [least, most] = [Math.min(...epochs), Math.max(...epochs)];
  if (maxTotalEpochs !== null && maxTotalEpochs < least) {
    throw new InvalidInputError({
      path: "input.budget.maxTotalEpochs",
      received: String(maxTotalEpochs),
      message: `${action} as budget.maxTotalEpochs must be at least ${least}, the epochs of one trial: current value is ${maxTotalEpochs}`,
    });
  }
  if (stopping !== null && stopping.asha.minEpochs >= most) {
    throw new InvalidInputError({
      path: "input.stopping.asha.minEpochs",
      received: String(stopping.asha.minEpochs),
      message: `${action} as stopping.asha.minEpochs must be below ${most}, the epochs of the longest trial: current value is ${stopping.asha.minEpochs}`,
    });
  }
}

/** The dimension that has put something where an error is, or around it. */
function argumentOf(path: string, space: SearchSpace, { parameters }: Trial): string {
  const match = /^input\.(spec|train)\.(.*)$/.exec(path);
  if (match === null) {
    return path === "input.variantId" ? "input.space" : path;
  }
  const place = `${match[1] === "spec" ? "model" : "train"}.${match[2]}`;
  const inForce = new Set(parameters.map((each) => each.path));
  const index = space.findLastIndex(
    (each) => inForce.has(each.path) && (isAt(place, each.path) || isAt(each.path, place)),
  );
  return index === -1 ? "input.space" : `input.space[${index}].domain`;
}

function isAt(place: string, outer: string): boolean {
  return place === outer || place.startsWith(`${outer}.`) || place.startsWith(`${outer}[`);
}

function describe({ parameters }: Trial): string {
  const text = parameters.map(({ path, value }) => `${path} = ${JSON.stringify(value)}`).join(", ");
  return `${action} as its trial with ${text.length > 200 ? `${text.slice(0, 197)}...` : text} must be valid`;
}
