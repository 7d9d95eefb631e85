import type { ObjectRef } from "@pothos/core";
import { builder, type SchemaTypes } from "./builder.ts";

/** A figure and its name. */
interface NamedFigure {
  readonly name: string;
  readonly value: number;
}

/** The type of figures that have names. */
export const metric: ObjectRef<SchemaTypes, NamedFigure> = builder
  .objectRef<NamedFigure>("Metric")
  .implement({
    description: "A figure and its name, such as `f1`.",
    fields: (t) => ({
      name: t.exposeString("name"),
      value: t.exposeFloat("value"),
    }),
  });
