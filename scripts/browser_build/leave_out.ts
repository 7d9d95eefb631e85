import { fileURLToPath } from "node:url";
import {
  createSourceFile,
  isFunctionDeclaration,
  isVariableStatement,
  type Node,
  ScriptTarget,
  type Statement,
} from "typescript";
import type { Graph } from "../../packages/core/src/graph/graph.ts";
import { OPS } from "../../packages/core/src/graph/op_registry.ts";
import { namesIn, type Variant } from "./keep_named.ts";

/** What is known of the only variant that a page will use. */
export interface KnownVariant extends Variant {
  /** Graphs of its programs. */
  readonly graphs: readonly Graph[];
  /** Ops that they use. */
  readonly ops: ReadonlySet<string>;
}

/** Modules of core that a variant may have no use for. */
interface Optional {
  readonly module: RegExp;
  readonly isNeeded: (variant: KnownVariant) => boolean;
}

const OPTIONAL: readonly Optional[] = [
  {
    module:
      /(programs[\\/](trace_pretext|pretrain_entry|pretrain_evaluate_entry)|train[\\/]pretraining_task|pretraining[\\/]pretext_feeds)\.ts$/,
    isNeeded: ({ train }) => train.pretraining !== null,
  },
  {
    module: /techniques[\\/]augmentations[\\/]augment\.ts$/,
    isNeeded: ({ train }) => train.augmentations.length > 0 || train.pretraining !== null,
  },
  { module: /train[\\/]transfer_weights\.ts$/, isNeeded: ({ train }) => train.start !== null },
  {
    module: /data[\\/]class_weights\.ts$/,
    isNeeded: ({ train }) => train.classWeights !== null || train.validation !== null,
  },
  { module: /data[\\/]stratified_split\.ts$/, isNeeded: ({ train }) => train.validation !== null },
  {
    module: /analysis[\\/]multi_label_report\.ts$/,
    isNeeded: ({ train }) => "binaryCrossentropy" in train.loss,
  },
  // another variant's training cannot have been run by a build of this one
  { module: /train[\\/]fork_training\.ts$/, isNeeded: () => false },
  { module: /predict[\\/]fold_norm\.ts$/, isNeeded: ({ model }) => namesIn(model).has("batchNorm") },
  // no browser checks each access
  { module: /kernels[\\/]lane_factors\.ts$/, isNeeded: () => false },
  {
    module: /graph[\\/](join_pieces|ops[\\/]grouped_convolution)\.ts$/,
    isNeeded: ({ ops }) => ops.has("slice"),
  },
  { module: /spec[\\/]check_pretraining\.ts$/, isNeeded: ({ train }) => train.pretraining !== null },
  { module: /programs[\\/]draw_orthogonal\.ts$/, isNeeded: ({ model }) => namesIn(model).has("orthogonal") },
  {
    module: /graph[\\/]normal_quantile\.ts$/,
    isNeeded: ({ model, train }) =>
      [...namesIn(model)].some((name) => /Normal$|^orthogonal$/.test(name)) ||
      train.augmentations.length > 0 ||
      train.pretraining !== null,
  },
  {
    module: /schedule[\\/]strided_gradient\.ts$/,
    isNeeded: ({ graphs }) =>
      graphs.some(({ nodes }) =>
        nodes.some((node) => node.op === "conv2dBackpropInput" && Math.max(...node.attributes.strides) > 1),
      ),
  },
];

const LEFT_OUT = fileURLToPath(new URL("left_out.ts", import.meta.url));

/** Names that a module exports and that exist at run time. */
function exportsOf(source: string): string[] {
  const isExported = (node: Node): boolean => /^export\b/.test(node.getText(file));
  const file = createSourceFile("source.ts", source, ScriptTarget.Latest);
  return file.statements.filter(isExported).flatMap((statement) => {
    if (isFunctionDeclaration(statement)) {
      return statement.name?.text ?? [];
    }
    return isVariableStatement(statement)
      ? statement.declarationList.declarations.map(({ name }) => name.getText(file))
      : [];
  });
}

/** The op that a statement of an op's module defines, or whose nodes it makes; null for every other statement. */
function opOf(statement: Statement): string | null {
  if (isVariableStatement(statement)) {
    return /^export const (\w+)Op: OpDefinition</.exec(statement.getText())?.[1] ?? null;
  }
  const name = isFunctionDeclaration(statement) ? statement.name?.text : undefined;
  return name !== undefined && Object.hasOwn(OPS, name) ? name : null;
}

/** A module of ops without those that are not used. */
function leaveOutOps(source: string, ops: ReadonlySet<string>): string {
  const file = createSourceFile("source.ts", source, ScriptTarget.Latest, true);
  const unused = file.statements.filter((statement) => {
    const op = opOf(statement);
    return op !== null && !ops.has(op);
  });
  let rest = source;
  for (const statement of unused.toReversed()) {
    rest = rest.slice(0, statement.getStart()) + rest.slice(statement.end);
  }
  const names = unused.flatMap((statement) => exportsOf(statement.getText()));
  // the rest of the module may name them too
  const imported = names.map((name) => `leftOut as ${name}`).join(", ");
  return names.length === 0
    ? source
    : `import { ${imported} } from ${JSON.stringify(LEFT_OUT)};\nexport { ${names.join(", ")} };\n${rest}`;
}

/**
 * A module of core without what it does, if a variant has no use for it: whoever calls it all the same is told so.
 * @returns The source as it is, if the variant needs it.
 */
export function leaveOut(path: string, source: string, variant: KnownVariant): string {
  if (OPTIONAL.some(({ module, isNeeded }) => module.test(path) && !isNeeded(variant))) {
    const names = exportsOf(source).map((name) => `leftOut as ${name}`);
    return `export { ${names.join(", ")} } from ${JSON.stringify(LEFT_OUT)};`;
  }
  return /graph[\\/]ops[\\/]\w+\.ts$/.test(path) ? leaveOutOps(source, variant.ops) : source;
}
