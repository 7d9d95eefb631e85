function describe(value: unknown): string {
  return typeof value === "number"
    ? String(value)
    : Object.prototype.toString.call(value).slice("[object ".length, -1);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function write(value: unknown, path: string): string {
  if (
    value === null ||
    typeof value === "boolean" ||
    typeof value === "string" ||
    (typeof value === "number" && Number.isFinite(value))
  ) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item: unknown, index) => write(item, `${path}[${index}]`)).join()}]`;
  }
  if (typeof value === "object" && isPlain(value)) {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([key, member]) => `${JSON.stringify(key)}:${write(member, path === "" ? key : `${path}.${key}`)}`,
      );
    return `{${members.join()}}`;
  }
  throw new TypeError(
    `Cannot write canonical JSON as ${path === "" ? "the value" : path} must be null, a boolean, a finite number, a string, an array or a plain object: current value is ${describe(value)}`,
  );
}

/**
 * JSON with one text for each value: keys in the order of their UTF-16 code units, no white space, `-0` as `0`.
 * Nothing is dropped silently as `JSON.stringify` would do: what JSON cannot say throws.
 * @throws {TypeError} If there is anything but null, booleans, finite numbers, strings, arrays and plain objects; `undefined` included.
 * @example Usage
 * ```ts
 * canonicalJson({ b: [1, true], a: null }); // {"a":null,"b":[1,true]}
 * ```
 */
export function canonicalJson(value: unknown): string {
  return write(value, "");
}
