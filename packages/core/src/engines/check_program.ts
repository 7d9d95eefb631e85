import { removeDeadCode } from "../graph/dead_code.ts";
import type { Entry, Program } from "../graph/program.ts";
import { formatType, sameShape, type TensorType } from "../graph/tensor_type.ts";
import { stateTypes } from "./check_tensors.ts";

function checkVariable(subject: string, found: TensorType, declared: TensorType | undefined): void {
  if (declared === undefined) {
    throw new RangeError(
      `${subject} must be a state variable of the program: current type is ${formatType(found)}`,
    );
  }
  if (declared.dtype !== found.dtype || !sameShape(declared.shape, found.shape)) {
    throw new RangeError(`${subject} must be ${formatType(declared)}: current type is ${formatType(found)}`);
  }
}

function checkEntry(
  name: string,
  { graph, feeds, updates }: Entry,
  types: ReadonlyMap<string, TensorType>,
): void {
  const fed = new Set(Object.values(feeds));
  for (const node of graph.nodes) {
    if (node.op === "variable") {
      const variable = node.attributes.name;
      checkVariable(`Cannot compile "${name}" as "${variable}"`, node.type, types.get(variable));
    }
    if (node.op === "placeholder" && !fed.has(node.id)) {
      throw new RangeError(
        `Cannot compile "${name}" as each placeholder must be a feed: current value is ${node.attributes.name}`,
      );
    }
  }
  for (const [variable, id] of Object.entries(updates)) {
    const subject = `Cannot compile "${name}" as the update of "${variable}"`;
    checkVariable(subject, graph.nodes[id]!.type, types.get(variable));
  }
}

/**
 * Fails unless a program is whole: what its entries read and replace is declared as state with the same type, and every placeholder
 * that is read is a feed. Entries may share a graph, so what an entry does not use does not count.
 * @throws {RangeError} At the first thing that does not fit.
 */
export function checkProgram(program: Program): void {
  const types = stateTypes(program);
  for (const [name, entry] of Object.entries(program.entries)) {
    checkEntry(name, removeDeadCode(entry), types);
  }
}
