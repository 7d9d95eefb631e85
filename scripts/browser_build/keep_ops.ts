import {
  createSourceFile,
  forEachChild,
  isFunctionLike,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAssignment,
  type Node,
  ScriptTarget,
} from "typescript";
import { keepsOp } from "../../packages/core/src/engines/wasm/schedule/lowerings.ts";
import { decompose } from "../../packages/core/src/graph/decompose.ts";
import type { Graph } from "../../packages/core/src/graph/graph.ts";
import { OPS } from "../../packages/core/src/graph/op_registry.ts";
import { predictionProgram } from "../../packages/core/src/programs/prediction_program.ts";
import { trainingProgram } from "../../packages/core/src/programs/training_program.ts";
import type { ModelSpec } from "../../packages/core/src/spec/model_spec.ts";
import type { TrainSpec } from "../../packages/core/src/spec/train_spec.ts";

/** Tables with a property for each op: of definitions, of lowerings, of what runs image by image. */
export const OP_TABLES: RegExp =
  /[\\/](op_registry|(data|image|matrix|max_pool|region|window)_lowerings|slicing|apply_elementwise)\.ts$/;

/** Graphs of all that training and prediction of a variant run, as they are and as the engine runs them. */
export function graphsOf(model: ModelSpec, train: TrainSpec): Graph[] {
  const programs = [
    trainingProgram(model, train, { train: [train.batchSize], evaluate: [1] }),
    predictionProgram(model, [1]),
  ];
  const entries = programs.flatMap((program) => Object.values(program.entries));
  return entries.flatMap((entry) => [entry.graph, decompose(entry, keepsOp).graph]);
}

/** The ops of graphs; all that there are with a pretraining, whose programs depend on its task. */
export function opsOf(graphs: readonly Graph[], { pretraining }: TrainSpec): ReadonlySet<string> {
  return new Set(
    pretraining === null ? graphs.flatMap(({ nodes }) => nodes.map(({ op }) => op)) : Object.keys(OPS),
  );
}

/**
 * Blanks the properties of ops that are not in `ops` out of the tables of a module: the outermost object literals outside of functions, which
 * may well have a `pad` of their own.
 */
export function keepOps(source: string, ops: ReadonlySet<string>): string {
  const file = createSourceFile("source.ts", source, ScriptTarget.Latest);
  const parts: string[] = [];
  let kept = 0;
  const isUnused = (node: Node): boolean =>
    isPropertyAssignment(node) &&
    isIdentifier(node.name) &&
    node.name.text in OPS &&
    !ops.has(node.name.text);
  const visit = (node: Node): void => {
    if (isFunctionLike(node)) {
      return;
    }
    if (!isObjectLiteralExpression(node)) {
      forEachChild(node, visit);
      return;
    }
    for (const property of node.properties.filter(isUnused)) {
      const comma = /^\s*,/.exec(source.slice(property.end))?.[0].length ?? 0;
      const [from, to] = [property.getStart(file), property.end + comma];
      parts.push(source.slice(kept, from), source.slice(from, to).replace(/[^\n]/g, " "));
      kept = to;
    }
  };
  visit(file);
  return parts.join("") + source.slice(kept);
}
