import type { Entry, NamedTensors, Program } from "../graph/program.ts";
import { formatType, sizeOf, type TensorData, type TensorType } from "../graph/tensor_type.ts";

function arrayName({ dtype }: TensorType): string {
  switch (dtype) {
    case "float32":
      return "Float32Array";
    case "int32":
      return "Int32Array";
    case "uint8":
    case "bool":
      return "Uint8Array";
  }
}

/** Name of a value's class, for any realm: `Float32Array`, `Object`, `undefined`. */
function className(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

function list(names: Iterable<string>): string {
  const text = [...names].join(", ");
  return text === "" ? "none" : text;
}

/**
 * Fails unless an array can hold a tensor of a type.
 * @param data The array.
 * @param type What it must hold.
 * @param subject What is being done, such as `Cannot run "train" as feed "images"`.
 * @throws {RangeError} If its class or its length is wrong.
 */
function checkTensor(data: TensorData, type: TensorType, subject: string): void {
  const expected = `${arrayName(type)} of ${sizeOf(type.shape)} elements for ${formatType(type)}`;
  if (className(data) !== arrayName(type)) {
    throw new RangeError(`${subject} must be a ${expected}: current value is a ${className(data)}`);
  }
  if (data.length !== sizeOf(type.shape)) {
    throw new RangeError(`${subject} must be a ${expected}: current length is ${data.length}`);
  }
}

/** An entry by name. @throws {RangeError} If the program has none of that name. */
export function requireEntry<TEntry>(entries: Readonly<Record<string, TEntry>>, name: string): TEntry {
  if (!Object.hasOwn(entries, name)) {
    throw new RangeError(
      `Cannot run an entry as its name must be one of ${list(Object.keys(entries))}: current value is ${name}`,
    );
  }
  return entries[name]!;
}

/** Fails unless feeds are those that an entry takes. @throws {RangeError} If one is missing, unknown, or of the wrong type or length. */
export function checkFeeds(name: string, entry: Entry, feeds: NamedTensors): void {
  for (const [feed, id] of Object.entries(entry.feeds)) {
    if (!Object.hasOwn(feeds, feed)) {
      throw new RangeError(
        `Cannot run "${name}" as feed "${feed}" must be given: current feeds are ${list(Object.keys(feeds))}`,
      );
    }
    checkTensor(feeds[feed]!, entry.graph.nodes[id]!.type, `Cannot run "${name}" as feed "${feed}"`);
  }
  for (const feed of Object.keys(feeds)) {
    if (!Object.hasOwn(entry.feeds, feed)) {
      throw new RangeError(
        `Cannot run "${name}" as each feed must be one of ${list(Object.keys(entry.feeds))}: current value is ${feed}`,
      );
    }
  }
}

/** Type of each state variable of a program by name. */
export function stateTypes(program: Program): ReadonlyMap<string, TensorType> {
  return new Map(program.state.map(({ name, type }) => [name, type]));
}

/** Type of a state variable. @throws {RangeError} If there is none of that name. */
export function requireStateType(
  types: ReadonlyMap<string, TensorType>,
  name: string,
  action: "read" | "write",
): TensorType {
  const type = types.get(name);
  if (type === undefined) {
    throw new RangeError(
      `Cannot ${action} state as each name must be one of ${list(types.keys())}: current value is ${name}`,
    );
  }
  return type;
}

/** Fails unless values can replace state variables. @throws {RangeError} If a name is unknown, or an array's class or length is wrong. */
export function checkStateValues(types: ReadonlyMap<string, TensorType>, values: NamedTensors): void {
  for (const [name, data] of Object.entries(values)) {
    checkTensor(data, requireStateType(types, name, "write"), `Cannot write state as "${name}"`);
  }
}
