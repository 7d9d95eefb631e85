import { readModelFile, writeModelFile } from "../../artifact/model_file.ts";
import { initializeState } from "../../programs/initialize_state.ts";
import { modelState } from "../../programs/trace_model.ts";
import { canonicalJson } from "../../spec/canonical_json.ts";
import { type CataloguedEntry, exampleOf } from "./catalogued_entry.ts";
import { demand } from "./demand.ts";
import { readInPlace, type Variant } from "./entry_place.ts";

/** Fails unless two values are the same plain data. */
function demandSame(actual: unknown, expected: unknown, what: string): void {
  demand(
    canonicalJson(actual) === canonicalJson(expected),
    `${what} must be ${canonicalJson(expected)}`,
    actual,
  );
}

/** A parameter that is not given has its default, and every parameter is there. */
function checkDefaults({ id, definition }: CataloguedEntry, given: object, complete: object): void {
  const names = Object.keys(definition.parameters);
  demandSame(Object.keys(complete).sort(), [...names].sort(), `the parameters of ${id}`);
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const isPlain =
      parameter.kind !== "technique" && "default" in parameter && parameter.default !== undefined;
    if (isPlain && !(name in given)) {
      demandSame((complete as Record<string, unknown>)[name], parameter.default, `${id}.${name} by default`);
    }
  }
}

/** A model file of a variant holds its specs as they are. */
function checkModelFile({ model, train }: Variant): void {
  const program = { name: "weights", state: modelState(model), entries: {} };
  const bytes = writeModelFile({
    model,
    train,
    weights: initializeState(program, 0),
    classes: Array.from({ length: model.classes }, (_unused, index) => `class ${index}`),
    metrics: {},
    lineage: {
      datasetDigest: "none",
      variantDigest: "none",
      seed: 0,
      mode: "portable",
      engine: "reference",
      engineVersion: "0",
    },
  });
  const { manifest } = readModelFile(bytes);
  demandSame(manifest.model, model, "the model of a model file");
  demandSame(manifest.train, train, "the training of a model file");
}

/** What is read is complete, reads back as itself, and lies in a model file as it is. */
export function checkRoundTrip(entry: CataloguedEntry): void {
  const example = exampleOf(entry);
  const { complete, variant } = readInPlace(entry, example);
  const again = readInPlace(entry, JSON.parse(canonicalJson(complete)) as typeof complete);
  demandSame(again, { complete, variant }, "what is read from a complete spec");
  if (entry.id in example) {
    checkDefaults(entry, example[entry.id]!, complete[entry.id]!);
  }
  if (variant !== null) {
    checkModelFile(variant);
  }
}
