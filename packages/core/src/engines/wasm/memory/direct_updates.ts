import type { Entry } from "../../../graph/program.ts";
import type { ValueId } from "../schedule/stage.ts";
import { rootOf } from "../schedule/values.ts";
import type { UseSite } from "./use_sites.ts";

/** Variable nodes of an entry by the variable's name. */
function variableNodes({ graph }: Entry): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const node of graph.nodes) {
    if (node.op === "variable") {
      found.set(node.attributes.name, [...(found.get(node.attributes.name) ?? []), node.id]);
    }
  }
  return found;
}

/** Whether a stage that writes `value` may write it over a variable that is read at `readers`. */
function mayOverwrite(value: readonly UseSite[], readers: readonly UseSite[]): boolean {
  const writer = value.find(({ writes }) => writes);
  if (writer === undefined || writer.placed.block.images !== null) {
    return false;
  }
  return readers.every(({ use, placed }) => {
    if (placed.stage === writer.placed.stage) {
      return use.isAligned === true;
    }
    // side by side, the other may run later
    const isSideBySide = placed.block === writer.placed.block && placed.block.shards > 1;
    return placed.at < writer.placed.at && !isSideBySide;
  });
}

/**
 * Finds the new values of state that can be written straight over the old ones, because no stage reads these any more.
 * Old values that are wanted behind the run, as a fetch or for another variable, are saved before it and do not matter here.
 * @returns The variable by the value that is written over it.
 */
export function findDirectUpdates(
  entry: Entry,
  sites: ReadonlyMap<ValueId, readonly UseSite[]>,
): Map<ValueId, string> {
  const { nodes } = entry.graph;
  const variables = variableNodes(entry);
  const direct = new Map<ValueId, string>();
  for (const [variable, id] of Object.entries(entry.updates)) {
    const value = rootOf(nodes, id);
    const old = variables.get(variable) ?? [];
    const readers = old.flatMap((node) => sites.get(node) ?? []);
    const written = sites.get(value) ?? [];
    if (!direct.has(value) && mayOverwrite(written, readers)) {
      direct.set(value, variable);
    }
  }
  return direct;
}
