import { buildSchema, graphql } from "graphql";
import { expect, test } from "vitest";
import { selectsField } from "./selects_field.ts";

const schema = buildSchema("type Query { a: A } type A { b: Int c: Int a: A }");

test.each([
  ["{ a { b } }", false],
  ["{ a { b c } }", true],
  ["{ a { other: c } }", true],
  ["{ a { c: b } }", false],
  ["{ a { ... on A { b ... { c } } } }", true],
  ["{ a { ...F } } fragment F on A { ...G } fragment G on A { c }", true],
  ["{ a { a { c } } }", false],
  ["{ a { b } a { c } }", true],
])("selectsField() of %s is %s", async (source, expected) => {
  let selects: boolean | undefined;
  const rootValue = {
    a: (_args: object, _context: unknown, info: Parameters<typeof selectsField>[0]): object => {
      selects = selectsField(info, ["c"]);
      return {};
    },
  };
  expect((await graphql({ schema, source, rootValue })).errors).toBeUndefined();
  expect(selects).toBe(expected);
});
