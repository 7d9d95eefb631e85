import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { describe, expect, test } from "vitest";
import { descriptionsOfPlaces, descriptionsOfTypes } from "./descriptions.ts";
import { schema } from "./schema.ts";

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
const builtIn = new Set(["ID", "String", "Int", "Float", "Boolean"]);

/** Every place of the schema with what it says of itself. */
const places = types.flatMap((type): (readonly [string, string | null | undefined])[] => {
  const own = builtIn.has(type.name) ? [] : [[type.name, type.description] as const];
  if (!(isObjectType(type) || isInputObjectType(type) || isInterfaceType(type))) {
    return own;
  }
  const fields = Object.values(type.getFields()).map(
    (field) => [`${type.name}.${field.name}`, field.description] as const,
  );
  const args = isInputObjectType(type)
    ? []
    : Object.values(type.getFields()).flatMap((field) =>
        field.args.map((arg) => [`${type.name}.${field.name}(${arg.name})`, arg.description] as const),
      );
  return [...own, ...fields, ...args];
});

describe("the schema", () => {
  test("describes every type, field and argument", () => {
    expect(places.length).toBeGreaterThan(1000);
    expect(places.filter(([, description]) => !description).map(([place]) => place)).toEqual([]);
  });

  test("has every place that is described apart from it", () => {
    const known = new Set(places.map(([place]) => place));
    const described = [...Object.keys(descriptionsOfPlaces), ...Object.keys(descriptionsOfTypes)];
    expect(described.filter((place) => !known.has(place))).toEqual([]);
  });

  test("has enums of which each says what it is", () => {
    expect(types.filter(isEnumType).filter(({ description }) => !description)).toEqual([]);
  });
});
