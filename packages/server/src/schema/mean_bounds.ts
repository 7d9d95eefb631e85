import type { ObjectRef } from "@pothos/core";
import { builder, type SchemaTypes } from "./builder.ts";

interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** The interval of a mean. */
export const meanBounds: ObjectRef<SchemaTypes, Bounds, Bounds> = builder
  .objectRef<Bounds>("MeanBounds")
  .implement({
    description: "The 95 % interval of a mean.",
    fields: (t) => ({ lower: t.exposeFloat("lower"), upper: t.exposeFloat("upper") }),
  });
