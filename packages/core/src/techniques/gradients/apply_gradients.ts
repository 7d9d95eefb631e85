import type { UpdateContext } from "../optimizers/optimizer_definition.ts";
import type { GradientDefinition } from "./gradient_definition.ts";
import { GRADIENT_PLACES, type GradientStage } from "./gradient_places.ts";
import { GRADIENTS, type GradientId, type GradientSpec } from "./registry.ts";

const SCOPE = "gradients";

/** A gradient technique with its parameters. */
export function resolveGradient(gradient: GradientSpec): {
  readonly id: string;
  readonly definition: GradientDefinition<string, unknown>;
  readonly parameters: unknown;
} {
  const [id, parameters] = Object.entries(gradient)[0]!;
  const definition = GRADIENTS[id as GradientId] as unknown as GradientDefinition<string, unknown>;
  return { id, definition, parameters };
}

/** Puts the techniques of one stage around what is inside, the first outermost; their slots are named `gradients.<id>.<name>`. */
export function applyGradients(
  gradients: readonly GradientSpec[],
  stage: GradientStage,
  context: UpdateContext,
): UpdateContext {
  return gradients
    .map(resolveGradient)
    .filter(({ definition }) => GRADIENT_PLACES[definition.place] === stage)
    .reduce(
      (outer, { id, definition, parameters }) =>
        definition.apply({
          parameters,
          context: outer,
          // Its own slots change at every step that it sees, so they go through what is outside of it
          slot: (name, shape, initial) => outer.slot(`${SCOPE}.${id}.${name}`, shape, initial),
        }),
      context,
    );
}

/** The state variable that is evaluated and saved in place of a weight: its mean, if the techniques keep one. */
export function servedName(gradients: readonly GradientSpec[], weight: string): string {
  for (const gradient of gradients) {
    const { id, definition } = resolveGradient(gradient);
    if (definition.served !== undefined) {
      return `${SCOPE}.${id}.${definition.served(weight)}`;
    }
  }
  return weight;
}
