import type { TrainSpec } from "@convzoo/core";
import { InvalidInputError } from "../errors/invalid_input_error.ts";

/** A technique of a train spec: an object of one key. */
export type Technique = Readonly<Record<string, unknown>>;

/** The lists of a train spec that hold techniques. */
export type TechniqueList = "augmentations" | "gradients";

/** A technique and what is to become of it. */
export interface SpecChange {
  readonly list: TechniqueList;
  readonly technique: Technique;
  /** Whether the base has it, and the changed spec has not; or the other way round. */
  readonly leaveOut: boolean;
  /** The argument that names it. */
  readonly path: string;
}

/**
 * Takes a technique out of a train spec, or puts it in.
 *
 * @throws {InvalidInputError} If there is nothing to take out, or it is there already.
 */
export function ablatedSpec(
  train: TrainSpec,
  { list, technique, leaveOut, path }: SpecChange,
): Record<keyof TrainSpec, unknown> {
  const id = Object.keys(technique)[0]!;
  const before = train[list] as readonly Technique[];
  const has = before.some((each) => Object.hasOwn(each, id));
  if (has !== leaveOut) {
    const rule = leaveOut ? "the base must have it to leave it out" : "the base must not have it to add it";
    throw new InvalidInputError({
      path,
      received: id,
      message: `Cannot start the ablation as ${rule}: current value is ${id}`,
    });
  }
  const after = leaveOut ? before.filter((each) => !Object.hasOwn(each, id)) : [...before, technique];
  return { ...train, [list]: after };
}
