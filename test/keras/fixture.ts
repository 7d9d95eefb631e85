import { readFile } from "node:fs/promises";
import { decodeSafetensors } from "../../packages/core/src/artifact/safetensors.ts";
import type { NamedTensors } from "../../packages/core/src/graph/program.ts";

/** What Keras or TensorFlow gave: a pair of committed files that generate.py writes. */
export interface Fixture<TIndex> {
  /** Specs, labels, losses, attributes. */
  readonly index: TIndex;
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;
}

/** Reads `fixtures/NAME.json` and `fixtures/NAME.safetensors`. */
export async function readFixture<TIndex>(name: string): Promise<Fixture<TIndex>> {
  const path = (ending: string): URL => new URL(`fixtures/${name}.${ending}`, import.meta.url);
  const index = JSON.parse(await readFile(path("json"), "utf8")) as TIndex;
  const { tensors } = decodeSafetensors(await readFile(path("safetensors")));
  return { index, tensors };
}

/** A tensor of a fixture. @throws {Error} If there is none of that name. */
export function requireTensor(fixture: Fixture<unknown>, name: string): Float32Array {
  const tensor = fixture.tensors.get(name);
  if (tensor === undefined) {
    throw new Error(
      `Cannot read a fixture as it must hold the tensor ${name}: it has ${fixture.tensors.size} others`,
    );
  }
  return tensor.data;
}

/** The tensors whose names begin with `prefix/`, by the rest of their names. */
export function tensorsUnder(fixture: Fixture<unknown>, prefix: string): NamedTensors {
  return Object.fromEntries(
    [...fixture.tensors]
      .filter(([name]) => name.startsWith(`${prefix}/`))
      .map(([name, { data }]) => [name.slice(prefix.length + 1), data]),
  );
}
