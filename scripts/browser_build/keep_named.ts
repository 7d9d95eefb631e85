import type { ModelSpec, TrainSpec } from "@convzoo/core";

/** What a variant is, complete: the specs that `parseModelSpec` and `parseTrainSpec` give. */
export interface Variant {
  readonly model: ModelSpec;
  readonly train: TrainSpec;
}

/** All keys and texts in plain data: a complete spec has the ids of all that it uses among them. */
export function namesIn(value: unknown): ReadonlySet<string> {
  if (typeof value === "string") {
    return new Set([value]);
  }
  if (typeof value !== "object" || value === null) {
    return new Set();
  }
  return new Set(Object.entries(value).flatMap(([key, inner]) => [key, ...namesIn(inner)]));
}

/** Drops from a file that lists a registry's entries, `export { adam } from "./adam.ts"`, those without a name in `names`. */
export function keepNamed(source: string, names: ReadonlySet<string>): string {
  return source.replace(/export \{([^}]*)\} from ("[^"]*");/g, (_line, list: string, from: string) => {
    const kept = list
      .split(",")
      .map((name) => name.trim())
      .filter((name) => names.has(name));
    return kept.length === 0 ? "" : `export { ${kept.join(", ")} } from ${from};`;
  });
}
