import { createSchema, createYoga } from "graphql-yoga";
import { describe, expect, test } from "vitest";
import { type DocumentLimits, useDocumentLimits } from "./use_document_limits.ts";

const schema = createSchema({
  typeDefs: "type Query { a: Query b: Int }",
  resolvers: { Query: { a: () => ({}), b: () => 1 } },
});

async function errorsOf(query: string, limits?: DocumentLimits): Promise<string[]> {
  const yoga = createYoga({ schema, plugins: [useDocumentLimits(limits)], logging: false });
  const response = await yoga.fetch("http://zoo.test/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { errors = [] } = (await response.json()) as { errors?: { message: string }[] };
  return errors.map(({ message }) => message);
}

describe("useDocumentLimits()", () => {
  test("lets documents up to the limits pass", async () => {
    expect(await errorsOf("{ a { a { b } } }", { depth: 3, fields: 3 })).toEqual([]);
    expect(await errorsOf("{ x: b y: b }", { aliases: 2, tokens: 8 })).toEqual([]);
  });

  test("refuses one that is deeper, also through fragments", async () => {
    const message = "Cannot answer the document as its depth must be at most 3: current value is 4";
    expect(await errorsOf("{ a { a { a { b } } } }", { depth: 3 })).toEqual([message]);
    const fragments = "{ a { ...F } } fragment F on Query { a { ... on Query { a { b } } } }";
    expect(await errorsOf(fragments, { depth: 3 })).toEqual([message]);
  });

  test("counts the fields of a fragment wherever it is used, in no time", async () => {
    const doubling = Array.from(
      { length: 60 },
      (_, n) => `fragment F${n} on Query { x${n}: a { ...F${n + 1} } y${n}: a { ...F${n + 1} } }`,
    );
    const bomb = `{ ...F0 } ${doubling.join(" ")} fragment F60 on Query { b }`;
    const began = performance.now();
    const errors = await errorsOf(bomb, { depth: 1000, aliases: 1e30 });
    expect(errors).toEqual([
      expect.stringMatching(/^Cannot answer the document as its fields must be at most 500/),
    ]);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test("refuses many aliases and many words", async () => {
    const aliases = Array.from({ length: 31 }, (_, n) => `n${n}: b`).join(" ");
    expect(await errorsOf(`{ ${aliases} }`)).toEqual([
      "Cannot answer the document as its aliases must be at most 30: current value is 31",
    ]);
    expect(await errorsOf(`{ ${"b ".repeat(3000)} }`)).toEqual([
      expect.stringMatching(/more than 2000 tokens/),
    ]);
  });

  test("leaves a fragment that contains itself to the rule that knows it", async () => {
    const errors = await errorsOf("{ ...F } fragment F on Query { a { ...F } }");
    expect(errors).toEqual([expect.stringMatching(/spread.*itself/i)]);
  });
});
