/** What became of one value of a spec. */
export interface SpecChange {
  /** `ADDED` and `REMOVED` are of things that only one of the two has. */
  readonly kind: "ADDED" | "REMOVED" | "CHANGED";
  /** Where, such as `spec.layers[2].dense.units`. */
  readonly path: string;
  /** The value as JSON before; null if there was none. */
  readonly before: string | null;
  /** The value as JSON after; null if there is none. */
  readonly after: string | null;
}

/**
 * The changes that make one spec of another, at the deepest place at which they differ. Objects are compared key by key;
 * lists by their longest common part, so that a layer put in between is one change and not a change of all that follow.
 */
export function diffSpecs(before: unknown, after: unknown, path: string): SpecChange[] {
  if (same(before, after)) {
    return [];
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return diffLists(before, after, path);
  }
  if (isObject(before) && isObject(after) && haveOneShape(before, after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => {
      const place = `${path}.${key}`;
      if (!Object.hasOwn(before, key)) {
        return [change("ADDED", place, undefined, after[key])];
      }
      return Object.hasOwn(after, key)
        ? diffSpecs(before[key], after[key], place)
        : [change("REMOVED", place, before[key], undefined)];
    });
  }
  return [change("CHANGED", path, before, after)];
}

function diffLists(before: readonly unknown[], after: readonly unknown[], path: string): SpecChange[] {
  // lengths[i][j]: the longest common part of what follows place i and place j
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] = same(before[i], after[j])
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const changes: SpecChange[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [gone, come]: [number[], number[]] = [[], []];
    while (i < before.length || j < after.length) {
      if (i < before.length && j < after.length && same(before[i], after[j])) {
        break;
      }
      const takeOld = j >= after.length || (i < before.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!);
      if (takeOld) {
        gone.push(i);
        i += 1;
      } else {
        come.push(j);
        j += 1;
      }
    }
    changes.push(...diffGap(before, after, { gone, come, path }));
    i += 1;
    j += 1;
  }
  return changes;
}

/** What stands between two common parts: pairs of one kind are compared, the others have gone or come. */
function diffGap(
  before: readonly unknown[],
  after: readonly unknown[],
  { gone, come, path }: { readonly gone: number[]; readonly come: number[]; readonly path: string },
): SpecChange[] {
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, place) => {
    const [old, young] = [gone[place], come[place]];
    if (old !== undefined && young !== undefined) {
      return diffSpecs(before[old], after[young], `${path}[${young}]`);
    }
    return old === undefined
      ? [change("ADDED", `${path}[${young}]`, undefined, after[young!])]
      : [change("REMOVED", `${path}[${old}]`, before[old], undefined)];
  }).flat();
}

/** A technique is an object with one key: another key is another technique, not a key that went and one that came. */
function haveOneShape(before: object, after: object): boolean {
  const [one, other] = [Object.keys(before), Object.keys(after)];
  return one.length !== 1 || other.length !== 1 || one[0] === other[0];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Postgres gives the keys of an object in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (!isObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, sorted(value[key])]),
  );
}

function change(kind: SpecChange["kind"], path: string, before: unknown, after: unknown): SpecChange {
  const text = (value: unknown): string | null =>
    value === undefined ? null : JSON.stringify(sorted(value));
  return { kind, path, before: text(before), after: text(after) };
}
