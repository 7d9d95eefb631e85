import type { UpdateContext } from "./optimizer_definition.ts";

/** The same context, with the names of slots under `scope`. */
export function inScope<TContext extends UpdateContext>(context: TContext, scope: string): TContext {
  return {
    ...context,
    slot: (name, shape, initial) => context.slot(`${scope}.${name}`, shape, initial),
  };
}
