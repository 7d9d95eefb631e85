import { formatReceived } from "./spec_error.ts";

/** What is wrong with a model file or a checkpoint. */
export type ArtifactErrorCode =
  /** The file ends before what its header says. */
  | "TRUNCATED"
  /** The header is longer than any real one. */
  | "HEADER_TOO_LARGE"
  /** The header is not the JSON of a safetensors file. */
  | "HEADER_INVALID"
  /** The tensors' bytes overlap, leave holes, or are not as many as their shapes need. */
  | "OFFSETS_INVALID"
  /** A tensor has another element type than float32. */
  | "DTYPE_UNSUPPORTED"
  /** It is a safetensors file, but none of a model of ours. */
  | "MANIFEST_MISSING"
  /** The manifest cannot be read. */
  | "MANIFEST_INVALID"
  /** The file is of a format version that this library does not know. */
  | "VERSION_UNSUPPORTED"
  /** A weight of the model is missing. */
  | "TENSOR_MISSING"
  /** A tensor is no weight of the model. */
  | "TENSOR_UNKNOWN"
  /** A weight has another shape than the model's. */
  | "SHAPE_MISMATCH"
  /** It is a safetensors file, but no checkpoint that can be read. */
  | "CHECKPOINT_INVALID"
  /** The checkpoint is of another training. */
  | "CHECKPOINT_MISMATCH"
  /** A training cannot start from the version. */
  | "START_MISMATCH";

/** What an artifact error is made of. */
export interface ArtifactProblem {
  /** What the file is. @default {"the model file"} */
  readonly file?: string;
  readonly code: ArtifactErrorCode;
  /** Where in the file: a tensor's name, or a path in the manifest such as `manifest.classes`; empty for the file itself. */
  readonly path: string;
  /** What must hold, such as `it must have 24 bytes`. */
  readonly rule: string;
  /** The value that was there. */
  readonly received: unknown;
  readonly cause?: unknown;
}

/** A model file or a checkpoint that cannot be read or written. */
export class ArtifactError extends Error {
  override readonly name = "ArtifactError";
  readonly code: ArtifactErrorCode;
  /** Where in the file; empty for the file itself. */
  readonly path: string;
  /** The value that was there, as text. */
  readonly received: string;

  constructor({ file = "the model file", code, path, rule, received, cause }: ArtifactProblem) {
    const text = formatReceived(received);
    const message = `Cannot use ${file} as ${rule}: current value is ${text}`;
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
    this.received = text;
  }
}
