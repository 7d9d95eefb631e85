import {
  createSourceFile,
  forEachChild,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isStringLiteralLike,
  type Node,
  ScriptTarget,
} from "typescript";

/** Whether it is a property that only a reader of the catalogue sees: `documentation: { ... }` or `summary: "..."`. */
function isDocumentation(node: Node): boolean {
  if (!isPropertyAssignment(node) || !isIdentifier(node.name)) {
    return false;
  }
  const { name, initializer } = node;
  return (
    (name.text === "documentation" && isObjectLiteralExpression(initializer)) ||
    (name.text === "summary" && isStringLiteralLike(initializer))
  );
}

/**
 * Blanks the documentation of definitions out of TypeScript: formulas, advice, references and summaries, which nothing that trains or predicts
 * reads. Lines and columns of all else stay.
 */
export function removeDocumentation(source: string): string {
  const file = createSourceFile("source.ts", source, ScriptTarget.Latest);
  const parts: string[] = [];
  let kept = 0;
  const visit = (node: Node): void => {
    if (isDocumentation(node)) {
      const comma = /^\s*,/.exec(source.slice(node.end))?.[0].length ?? 0;
      const [from, to] = [node.getStart(file), node.end + comma];
      parts.push(source.slice(kept, from), source.slice(from, to).replace(/[^\n]/g, " "));
      kept = to;
    } else {
      forEachChild(node, visit);
    }
  };
  visit(file);
  return parts.join("") + source.slice(kept);
}
