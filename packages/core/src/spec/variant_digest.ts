import { canonicalJson } from "./canonical_json.ts";
import type { ModelSpec } from "./model_spec.ts";
import { sha256 } from "./sha256.ts";
import type { TrainSpec } from "./train_spec.ts";

/** Identity of a variant: the SHA-256 (64 hex digits) of the canonical JSON of its complete specs, so equal variants are one. */
export function variantDigest(model: ModelSpec, train: TrainSpec): Promise<string> {
  return sha256(new TextEncoder().encode(canonicalJson({ model, train })));
}
