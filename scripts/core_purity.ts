import ts from "typescript";

/** A use that would make core's results depend on the machine, the moment or the runtime. */
export interface Impurity {
  readonly file: string;
  readonly line: number;
  /** What is used, such as `Math.exp`. */
  readonly use: string;
}

/** A use that is right where it is, and why. */
export interface PurityException {
  readonly file: string;
  readonly use: string;
  readonly reason: string;
}

/** Uses in core that cannot reach a weight, a shape or a file. An entry that nothing needs any more fails the check. */
export const purityExceptions: readonly PurityException[] = [
  {
    file: "packages/core/src/engines/wasm/runtime/start_thread.ts",
    use: "node:worker_threads",
    reason:
      "it is asked for by name where there is such a module, nothing is imported, and threads do not change a bit",
  },
];

/** Functions of `Math` whose result is defined to the last bit; all others may differ between JavaScript engines. */
const exactMath: ReadonlySet<string> = new Set([
  "abs",
  "ceil",
  "clz32",
  "floor",
  "fround",
  "imul",
  "max",
  "min",
  "round",
  "sign",
  "sqrt",
  "trunc",
  // Constants.
  "E",
  "LN10",
  "LN2",
  "LOG10E",
  "LOG2E",
  "PI",
  "SQRT1_2",
  "SQRT2",
]);

/** Names that exist in one runtime only, or answer differently each time. */
const foreignNames: ReadonlySet<string> = new Set([
  "Buffer",
  "Bun",
  "Date",
  "Deno",
  "Intl",
  "__dirname",
  "__filename",
  "document",
  "global",
  "localStorage",
  "process",
  "require",
  "setImmediate",
  "window",
]);

/** Members that are random, or follow the reader's language. */
const foreignMembers: ReadonlySet<string> = new Set([
  "getRandomValues",
  "localeCompare",
  "randomUUID",
  "toLocaleLowerCase",
  "toLocaleString",
  "toLocaleUpperCase",
]);

/**
 * Lists what a source file of core uses although it must run everywhere and repeat to the bit.
 * It reads the syntax tree, so comments and strings do not count, and types do not either.
 * @param file The path to report.
 * @param text The TypeScript source.
 * @returns The uses in the order of the text.
 */
export function findImpurities(file: string, text: string): Impurity[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const own = declaredNames(source);
  const found: Impurity[] = [];
  visit(source);
  return found;

  function visit(node: ts.Node): void {
    const use = ts.isTypeNode(node) ? undefined : impureUse(node);
    if (use !== undefined && !own.has(use)) {
      found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, use });
    }
    if (!ts.isTypeNode(node)) {
      ts.forEachChild(node, visit);
    }
  }
}

/** Names of the file's own variables, parameters and functions: a pooling `window` is not the browser's. */
function declaredNames(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  collect(source);
  return names;

  function collect(node: ts.Node): void {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node);
    if (declares && node.name !== undefined && ts.isIdentifier(node.name)) {
      names.add(node.name.text);
    }
    ts.forEachChild(node, collect);
  }
}

function impureUse(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const { text: member } = node.name;
    if (ts.isIdentifier(node.expression) && node.expression.text === "Math") {
      return exactMath.has(member) ? undefined : `Math.${member}`;
    }
    return foreignMembers.has(member) ? member : undefined;
  }
  if (ts.isIdentifier(node) && foreignNames.has(node.text)) {
    return isReference(node) ? node.text : undefined;
  }
  if (ts.isIdentifier(node) && node.text === "Math") {
    // `Math[name]`, `const { exp } = Math`, `const m = Math`: the function that is taken cannot be told.
    return ts.isPropertyAccessExpression(node.parent) || !isReference(node) ? undefined : "Math";
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const power =
      kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
    return power && !isPowerOfTwo(node) ? "**" : undefined;
  }
  if (ts.isStringLiteral(node) && node.text.startsWith("node:")) {
    return node.text;
  }
  return undefined;
}

/** Tells whether an identifier is read as a variable, and is not a property's, parameter's or import's own name. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression === node;
  }
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent)) {
    return parent.initializer === node;
  }
  return !(ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent) || ts.isImportSpecifier(parent));
}

/** `2 ** 32` and its like are exact, and clearer than the number. */
function isPowerOfTwo(node: ts.BinaryExpression): boolean {
  const exponent = ts.isPrefixUnaryExpression(node.right) ? node.right.operand : node.right;
  return ts.isNumericLiteral(node.left) && node.left.text === "2" && ts.isNumericLiteral(exponent);
}
