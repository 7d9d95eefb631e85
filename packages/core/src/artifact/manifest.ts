import { ArtifactError } from "../errors/artifact_error.ts";
import { SpecError } from "../errors/spec_error.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { parseModelSpec } from "../spec/parse_model_spec.ts";
import { parseTrainSpec } from "../spec/parse_train_spec.ts";
import type { TrainSpec } from "../spec/train_spec.ts";

/** Version of the form of manifests that this library writes, and the only one that it reads. */
export const FORMAT_VERSION = 1;

/** Where weights come from: in `portable` mode they follow from this and the specs, bit for bit. */
export interface Lineage {
  /** `datasetDigest` of the data. */
  readonly datasetDigest: string;
  /** `variantDigest` of the specs. */
  readonly variantDigest: string;
  readonly seed: number;
  readonly mode: "portable" | "fast";
  /** Id of the engine. */
  readonly engine: string;
  readonly engineVersion: string;
  /** Content hash of the version that the training started from. @default {none} */
  readonly parent?: string;
}

/** Everything about a model but its weights. */
export interface Manifest {
  readonly formatVersion: typeof FORMAT_VERSION;
  readonly model: ModelSpec;
  readonly train: TrainSpec;
  /** Names of the classes, one for each of the model's scores. */
  readonly classes: readonly string[];
  /** Finite numbers by name, such as `testAccuracy`. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly lineage: Lineage;
}

type PlainObject = Readonly<Record<string, unknown>>;

function invalid(path: string, rule: string, received: unknown): ArtifactError {
  const full = `manifest${path === "" ? "" : `.${path}`}`;
  return new ArtifactError({ code: "MANIFEST_INVALID", path: full, rule: `${full} ${rule}`, received });
}

function requireObject(value: unknown, path: string): PlainObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(path, "must be an object", value);
  }
  return value as PlainObject;
}

function requireText(object: PlainObject, path: string, key: string): string {
  const value = object[key];
  if (typeof value !== "string" || value === "") {
    throw invalid(`${path}.${key}`, "must be a text that is not empty", value);
  }
  return value;
}

function readSpec<TSpec>(value: unknown, path: string, parse: (value: unknown) => TSpec): TSpec {
  try {
    return parse(value);
  } catch (error) {
    if (!(error instanceof SpecError)) {
      throw error;
    }
    const full = `manifest.${path}${error.path === "" ? "" : `.${error.path}`}`;
    throw new ArtifactError({
      code: "MANIFEST_INVALID",
      path: full,
      rule: `${full} must be valid (${error.message})`,
      received: error.received,
      cause: error,
    });
  }
}

function readClasses(value: unknown, count: number): readonly string[] {
  const isValid =
    Array.isArray(value) && value.length === count && value.every((name) => typeof name === "string");
  if (!isValid || new Set(value).size !== count) {
    throw invalid("classes", `must be ${count} different names, one for each class of the model`, value);
  }
  return value as readonly string[];
}

function readMetrics(value: unknown): Readonly<Record<string, number>> {
  const metrics = requireObject(value, "metrics");
  for (const [name, metric] of Object.entries(metrics)) {
    if (typeof metric !== "number" || !Number.isFinite(metric)) {
      throw invalid(`metrics.${name}`, "must be a finite number", metric);
    }
  }
  return metrics as Readonly<Record<string, number>>;
}

function readLineage(value: unknown): Lineage {
  const lineage = requireObject(value, "lineage");
  const { seed, mode, parent } = lineage;
  if (!Number.isInteger(seed)) {
    throw invalid("lineage.seed", "must be a whole number", seed);
  }
  if (mode !== "portable" && mode !== "fast") {
    throw invalid("lineage.mode", "must be portable or fast", mode);
  }
  return {
    datasetDigest: requireText(lineage, "lineage", "datasetDigest"),
    variantDigest: requireText(lineage, "lineage", "variantDigest"),
    seed: seed as number,
    mode,
    engine: requireText(lineage, "lineage", "engine"),
    engineVersion: requireText(lineage, "lineage", "engineVersion"),
    ...(parent !== undefined && { parent: requireText(lineage, "lineage", "parent") }),
  };
}

/**
 * Reads a manifest.
 * @param value What `JSON.parse` gave.
 * @throws {ArtifactError} At the first thing that is not valid, with its path and value.
 */
export function parseManifest(value: unknown): Manifest {
  const manifest = requireObject(value, "");
  const { formatVersion } = manifest;
  if (formatVersion !== FORMAT_VERSION) {
    throw new ArtifactError({
      code: "VERSION_UNSUPPORTED",
      path: "manifest.formatVersion",
      rule: `manifest.formatVersion must be ${FORMAT_VERSION}`,
      received: formatVersion,
    });
  }
  const model = readSpec(manifest["model"], "model", parseModelSpec);
  return {
    formatVersion,
    model,
    train: readSpec(manifest["train"], "train", parseTrainSpec),
    classes: readClasses(manifest["classes"], model.classes),
    metrics: readMetrics(manifest["metrics"]),
    lineage: readLineage(manifest["lineage"]),
  };
}
