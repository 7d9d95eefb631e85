import { describe, expectTypeOf, test } from "vitest";
import type {
  EntryDefinition,
  InputOf,
  NoParameters,
  ParametersOf,
  SpecInputOf,
  SpecOf,
} from "./entry_definition.ts";
import type { ParameterInput } from "./parameter_definition.ts";

interface ShiftParameters {
  readonly rows: number;
  readonly fill: number;
}

/** As the kinds make theirs: an interface of its own, with a function of the parameters. */
interface ToyDefinition<
  TId extends string,
  TParameters,
  TInput extends object = ParameterInput<TParameters, never>,
> extends EntryDefinition<TId, TParameters, TInput> {
  readonly apply: (parameters: TParameters) => number;
}

interface Toys {
  readonly shift: ToyDefinition<"shift", ShiftParameters>;
  readonly turn: ToyDefinition<"turn", ShiftParameters, ParameterInput<ShiftParameters, "rows">>;
  readonly flip: ToyDefinition<"flip", NoParameters>;
}

describe("entry definitions", () => {
  test("ParametersOf and InputOf find what a kind's definition is of", () => {
    expectTypeOf<ParametersOf<Toys["turn"]>>().toEqualTypeOf<ShiftParameters>();
    expectTypeOf<InputOf<Toys["turn"]>>().toEqualTypeOf<ParameterInput<ShiftParameters, "rows">>();
    expectTypeOf<ParametersOf<Toys["flip"]>>().toEqualTypeOf<NoParameters>();
  });

  test("SpecOf has exactly one key, and all its parameters", () => {
    expectTypeOf<{ shift: { rows: 1; fill: 0 } }>().toExtend<SpecOf<Toys>>();
    expectTypeOf<{ shift: { rows: 1 } }>().not.toExtend<SpecOf<Toys>>();
    expectTypeOf<{ flip: NoParameters; shift: { rows: 1; fill: 0 } }>().not.toExtend<SpecOf<Toys>>();
  });

  test("SpecInputOf lets out what has a default, and nothing else", () => {
    expectTypeOf<{ shift: { fill: 0 } }>().toExtend<SpecInputOf<Toys>>();
    expectTypeOf<{ turn: { rows: 1 } }>().toExtend<SpecInputOf<Toys>>();
    expectTypeOf<{ turn: { fill: 0 } }>().not.toExtend<SpecInputOf<Toys>>();
    expectTypeOf<{ turn: { rows: "1" } }>().not.toExtend<SpecInputOf<Toys>>();
  });
});
