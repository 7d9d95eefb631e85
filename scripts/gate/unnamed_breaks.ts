import { BreakingChangeType, buildSchema, findSchemaChanges } from "graphql";

const breaking: ReadonlySet<string> = new Set(Object.values(BreakingChangeType));

/**
 * The breaking changes from one schema to another that a text does not name, each as one sentence.
 * @param named The text, with one line a change: `- <sentence>`.
 */
export function unnamedBreaks(before: string, after: string, named: string): string[] {
  const lines = new Set(named.split("\n"));
  return findSchemaChanges(buildSchema(before), buildSchema(after))
    .filter(({ type }) => breaking.has(type))
    .map(({ description }) => description)
    .filter((sentence) => !lines.has(`- ${sentence}`));
}
