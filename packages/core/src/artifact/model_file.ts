import { ArtifactError } from "../errors/artifact_error.ts";
import type { NamedTensors } from "../graph/program.ts";
import { sameShape, sizeOf } from "../graph/tensor_type.ts";
import { modelState } from "../programs/trace_model.ts";
import { canonicalJson } from "../spec/canonical_json.ts";
import type { ModelSpec } from "../spec/model_spec.ts";
import { FORMAT_VERSION, type Manifest, parseManifest } from "./manifest.ts";
import { decodeSafetensors, encodeSafetensors, type FileTensor } from "./safetensors.ts";

/** A trained model. */
export interface ModelFile {
  readonly manifest: Manifest;
  /** The learned weights by path: `layers.0.kernel`, ... */
  readonly weights: NamedTensors;
}

/** What a model file is made of. */
export interface ModelFileContent extends Omit<Manifest, "formatVersion"> {
  /** The learned weights by path; exactly those of the model. */
  readonly weights: NamedTensors;
}

/** Key of the manifest among a safetensors file's metadata. */
const MANIFEST_KEY = "convzoo";

function missing(name: string, received: unknown): ArtifactError {
  return new ArtifactError({
    code: "TENSOR_MISSING",
    path: name,
    rule: `it must have the weight "${name}" of its model`,
    received,
  });
}

function mismatch(name: string, rule: string, received: unknown): ArtifactError {
  return new ArtifactError({
    code: "SHAPE_MISMATCH",
    path: name,
    rule: `weight "${name}" ${rule}`,
    received,
  });
}

/** Fails unless every name is one of a weight of the model. */
function checkNames(names: Iterable<string>, model: ModelSpec): void {
  const known = new Set(modelState(model).map(({ name }) => name));
  for (const name of names) {
    if (!known.has(name)) {
      throw new ArtifactError({
        code: "TENSOR_UNKNOWN",
        path: name,
        rule: "each tensor must be a weight of its model",
        received: name,
      });
    }
  }
}

/**
 * Writes a trained model as one safetensors file with a manifest in its metadata.
 * The same content gives the same bytes on every runtime.
 * @throws {ArtifactError} If the weights or the manifest do not fit the model.
 */
export function writeModelFile(content: ModelFileContent): Uint8Array {
  const { weights, model, train, classes, metrics, lineage } = content;
  const manifest = parseManifest({ formatVersion: FORMAT_VERSION, model, train, classes, metrics, lineage });
  checkNames(Object.keys(weights), model);
  const tensors = new Map<string, FileTensor>();
  for (const { name, type } of modelState(model)) {
    const data = weights[name];
    if (!(data instanceof Float32Array)) {
      throw missing(name, data === undefined ? undefined : data.constructor.name);
    }
    if (data.length !== sizeOf(type.shape)) {
      throw mismatch(name, `must have the elements of its shape [${type.shape.join(",")}]`, data.length);
    }
    tensors.set(name, { shape: type.shape, data });
  }
  return encodeSafetensors({ tensors, metadata: { [MANIFEST_KEY]: canonicalJson(manifest) } });
}

function readManifest(text: string | undefined): Manifest {
  if (text === undefined) {
    throw new ArtifactError({
      code: "MANIFEST_MISSING",
      path: "",
      rule: `its metadata must hold a manifest under "${MANIFEST_KEY}"`,
      received: text,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ArtifactError({
      code: "MANIFEST_INVALID",
      path: "manifest",
      rule: "its manifest must be JSON",
      received: text,
      cause: error,
    });
  }
  return parseManifest(value);
}

/**
 * Reads a trained model.
 * @throws {ArtifactError} If the file is broken in any way, with what and where; nothing half-read is ever returned.
 */
export function readModelFile(bytes: Uint8Array): ModelFile {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const manifest = readManifest(metadata[MANIFEST_KEY]);
  checkNames(tensors.keys(), manifest.model);
  const weights: Record<string, Float32Array> = {};
  for (const { name, type } of modelState(manifest.model)) {
    const tensor = tensors.get(name);
    if (tensor === undefined) {
      throw missing(name, undefined);
    }
    if (!sameShape(tensor.shape, type.shape)) {
      throw mismatch(name, `must have the shape [${type.shape.join(",")}]`, tensor.shape);
    }
    weights[name] = tensor.data;
  }
  return { manifest, weights };
}
