import { decodeSafetensors, encodeSafetensors, type FileTensor } from "../artifact/safetensors.ts";
import { ArtifactError } from "../errors/artifact_error.ts";
import type { NamedTensors } from "../graph/program.ts";
import { canonicalJson } from "../spec/canonical_json.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { TrainingMemory } from "./training_memory.ts";

/** Version of the form of checkpoints that this library writes, and the only one that it reads. */
const FORMAT_VERSION = 1;
/** Key of what is not a tensor among the file's metadata. */
const KEY = "convzooCheckpoint";
const [STATE, BEST] = ["state.", "best."];

/** What stands in the metadata. */
interface Header {
  readonly formatVersion: number;
  readonly identity: string;
  readonly memory: TrainingMemory;
  /** State of whole numbers, such as the step. */
  readonly integers: Readonly<Record<string, readonly number[]>>;
  readonly hasBest: boolean;
}

function flat(data: Float32Array): FileTensor {
  return { shape: [data.length], data };
}

/**
 * Writes a checkpoint as one safetensors file: `state.<name>` and `best.<name>` as float32, the rest as JSON in its metadata.
 * @throws {TypeError} If the memory holds anything that JSON cannot say.
 */
export function writeCheckpoint({ identity, memory, state, best }: Checkpoint): Uint8Array {
  const tensors = new Map<string, FileTensor>();
  const integers: Record<string, number[]> = {};
  for (const [name, data] of Object.entries(state)) {
    if (data instanceof Float32Array) {
      tensors.set(`${STATE}${name}`, flat(data));
    } else {
      integers[name] = [...data];
    }
  }
  for (const [name, data] of Object.entries(best ?? {})) {
    tensors.set(`${BEST}${name}`, flat(Float32Array.from(data)));
  }
  const header: Header = {
    formatVersion: FORMAT_VERSION,
    identity,
    memory,
    integers,
    hasBest: best !== null,
  };
  return encodeSafetensors({ tensors, metadata: { [KEY]: canonicalJson(header) } });
}

function invalid(path: string, rule: string, received: unknown, cause?: unknown): ArtifactError {
  return new ArtifactError({
    file: "the checkpoint",
    code: "CHECKPOINT_INVALID",
    path,
    rule,
    received,
    ...(cause !== undefined && { cause }),
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members of a memory that are numbers. */
const NUMBERS = ["epoch", "step", "images", "seconds"] as const;

function readHeader(text: string | undefined): Header {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch (error) {
    throw invalid("", `its metadata must hold JSON under "${KEY}"`, text, error);
  }
  if (!isObject(value) || value["formatVersion"] !== FORMAT_VERSION) {
    const version = isObject(value) ? value["formatVersion"] : value;
    throw invalid("formatVersion", `formatVersion must be ${FORMAT_VERSION}`, version);
  }
  const { identity, memory, integers, hasBest } = value;
  if (typeof identity !== "string") {
    throw invalid("identity", "identity must be text", identity);
  }
  if (!isObject(memory)) {
    throw invalid("memory", "memory must be an object", memory);
  }
  for (const key of NUMBERS) {
    if (typeof memory[key] !== "number") {
      throw invalid(`memory.${key}`, `memory.${key} must be a number`, memory[key]);
    }
  }
  if (memory["within"] !== null && !isObject(memory["within"])) {
    throw invalid("memory.within", "memory.within must be an object or null", memory["within"]);
  }
  if (!isObject(integers) || !Object.values(integers).every(Array.isArray)) {
    throw invalid("integers", "integers must hold lists by name", integers);
  }
  if (typeof hasBest !== "boolean") {
    throw invalid("hasBest", "hasBest must be true or false", hasBest);
  }
  return value as unknown as Header;
}

/**
 * Reads a checkpoint.
 * @throws {ArtifactError} If the file is broken in any way, with what and where. Whether it belongs to a training is for `train` to say.
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const { identity, memory, integers, hasBest } = readHeader(metadata[KEY]);
  const under = (prefix: string): NamedTensors =>
    Object.fromEntries(
      [...tensors]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, { data }]) => [name.slice(prefix.length), data]),
    );
  const whole = Object.fromEntries(
    Object.entries(integers).map(([name, values]) => [name, Int32Array.from(values)]),
  );
  return { identity, memory, state: { ...under(STATE), ...whole }, best: hasBest ? under(BEST) : null };
}
