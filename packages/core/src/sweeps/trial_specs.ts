import { SpecError } from "../errors/spec_error.ts";
import {
  type Coordinates,
  type SearchDimension,
  type SearchSpace,
  type SearchValue,
  searchValue,
} from "./search_space.ts";
import { hasPlace, isWithin, parseSpecPlace, type SpecPlace, withValueAt } from "./spec_place.ts";

/** Both specs of a variant, as plain data. */
export interface TrialSpecs {
  readonly model: unknown;
  readonly train: unknown;
}

/** What a trial puts at a place of the specs. */
export interface TrialParameter {
  readonly path: string;
  readonly value: SearchValue;
}

/** A trial's specs, not parsed yet, and what it has put into them. */
export interface Trial extends TrialSpecs {
  /** Of the dimensions whose place exists, in the order of the space. */
  readonly parameters: readonly TrialParameter[];
}

/** A space over the specs of a base. */
export interface TrialMaker {
  readonly space: SearchSpace;
  /** Sets those coordinates to null whose place does not exist, given the others: equal trials have equal coordinates then. */
  settle(coordinates: Coordinates): Coordinates;
  /** The specs of a trial. */
  make(coordinates: Coordinates): Trial;
}

interface Part extends SearchDimension {
  readonly index: number;
  readonly place: SpecPlace;
  /** The dimension nearest around it, which decides whether its place exists. */
  readonly outer: Part | undefined;
}

/**
 * Lays a search space over the specs of a base. A dimension may lie within what another one chooses, such as the momentum of
 * one optimizer among several; where its place does not exist it is left out of the trial.
 * @param base Complete specs.
 * @param space The space.
 * @throws {SpecError} If a dimension's place exists in no trial at all; its path is that of the dimension, `space[1].path`.
 */
export function trialMaker(base: TrialSpecs, space: SearchSpace): TrialMaker {
  const specs = { model: base.model, train: base.train } as SearchValue;
  const parts: Part[] = [];
  const places = space.map(({ path }, index) => parseSpecPlace(path, `space[${index}].path`));
  // Outer places come first: what lies within them is put into what they have chosen.
  const order = [...space.keys()].sort((a, b) => places[a]!.length - places[b]!.length || a - b);
  for (const index of order) {
    const place = places[index]!;
    const outer = parts.findLast((each) => isWithin(place, each.place));
    const part: Part = { ...space[index]!, index, place, outer };
    if (!canExist(part)) {
      throw new SpecError({
        action: "Cannot read the search space",
        path: `space[${index}].path`,
        rule: `space[${index}].path must be a place that the base has, or a choice of another dimension`,
        received: part.path,
      });
    }
    parts.push(part);
  }

  function canExist({ place, outer }: Part): boolean {
    if (outer === undefined) {
      return hasPlace(specs, place);
    }
    const rest = place.slice(outer.place.length);
    return "choice" in outer.domain && outer.domain.choice.values.some((value) => hasPlace(value, rest));
  }

  function settle(coordinates: Coordinates): Coordinates {
    const settled = [...coordinates];
    for (const { index, place, outer } of parts) {
      if (outer !== undefined) {
        const chosen = settled[outer.index] ?? null;
        const rest = place.slice(outer.place.length);
        if (chosen === null || !hasPlace(searchValue(outer, chosen), rest)) {
          settled[index] = null;
        }
      }
    }
    return settled;
  }

  function make(coordinates: Coordinates): Trial {
    const settled = settle(coordinates);
    let made = specs;
    for (const part of parts) {
      const coordinate = settled[part.index] ?? null;
      if (coordinate !== null) {
        made = withValueAt(made, part.place, searchValue(part, coordinate));
      }
    }
    const parameters = space.flatMap((dimension, index): TrialParameter[] => {
      const coordinate = settled[index] ?? null;
      return coordinate === null ? [] : [{ path: dimension.path, value: searchValue(dimension, coordinate) }];
    });
    return { ...(made as unknown as TrialSpecs), parameters };
  }

  return { space, settle, make };
}
