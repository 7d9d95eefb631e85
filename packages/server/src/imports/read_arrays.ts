import { DataError, type ImageShape, type NpyArray, readCifar, readNpy, readPixelCsv } from "@convzoo/core";
import type { ImportLimits } from "./found_file.ts";
import type { ImportSource } from "./import_source.ts";
import type { ReadSet, ReadSets } from "./read_sets.ts";
import { readZip } from "./read_zip.ts";

type Source<Key extends string> = Extract<ImportSource, Readonly<Record<Key, unknown>>>[Key &
  keyof Extract<ImportSource, Readonly<Record<Key, unknown>>>];

/** Reads CIFAR's binary files; those of one set are put together in their order. */
export function readCifarFiles(source: Source<"cifar">, path: string): ReadSets {
  const { classes, labelBytes } = source;
  const shape = { height: 32, width: 32, channels: 3 };
  const read = (name: SetName): ReadSet | undefined =>
    source[name].length === 0
      ? undefined
      : concatenate(
          source[name].map((bytes, index) =>
            readCifar(bytes, { path: `${path}.${name}[${index}]`, classes: classes.length, labelBytes }),
          ),
        );
  const train = read("train") ?? concatenate([]);
  return { classes, shape, train, test: read("test"), validation: read("validation"), skipped: [] };
}

type SetName = "train" | "test" | "validation";

/** What sets are called in files of arrays. */
const arrayNames: Readonly<Record<SetName, RegExp>> = {
  train: /^[xy]_train$/,
  test: /^[xy]_test$/,
  validation: /^[xy]_(val|valid|validation)$/,
};

/**
 * Reads NumPy arrays as Keras publishes its datasets: images of (count, height, width[, channels]) bytes, labels of (count[, 1]). A set for validation
 * is called `val`, `valid` or `validation`.
 */
export async function readNpz(source: Source<"npz">, path: string, limits: ImportLimits): Promise<ReadSets> {
  const { files, skipped } = await readZip(source.file, path, limits);
  const arrays = new Map(
    files
      .map((file) => ({ ...file, name: file.path.replace(/\.npy$/, "") }))
      .filter(
        ({ name, path: full }) => name !== full && Object.values(arrayNames).some((form) => form.test(name)),
      )
      .map(({ name, path: full, bytes }) => [name, readNpy(bytes, `${path}.${full}`)]),
  );
  const options = { path, classes: source.classes.length };
  const { shape, set: train } = readArrays(arrays, "train", options);
  const read = (name: SetName): ReadSet | undefined => {
    const names = new Set(
      [...arrays.keys()].filter((key) => arrayNames[name].test(key)).map((key) => key.slice(2)),
    );
    const [own] = names;
    if (own === undefined) {
      return undefined;
    }
    if (names.size > 1) {
      const rule = `it must hold arrays of ${name} images under one name`;
      throw problem("FORMAT_INVALID", path, rule, [...names]);
    }
    const { shape: other, set } = readArrays(arrays, own, options);
    if (Object.entries(shape).some(([key, value]) => other[key as keyof ImageShape] !== value)) {
      const rule = "its images must have the size of those in x_train";
      throw problem("SIZE_MISMATCH", `${path}.x_${own}`, rule, other);
    }
    return set;
  };
  return {
    classes: source.classes,
    shape,
    train,
    test: read("test"),
    validation: read("validation"),
    skipped,
  };
}

/** Reads CSV files with one image a line. */
export function readCsv(source: Source<"csv">, path: string): ReadSets {
  const { classes, size } = source;
  const pixels = size.height * size.width * size.channels;
  const skipped: ReadSets["skipped"][number][] = [];
  const read = (name: SetName, bytes: Uint8Array): ReadSet => {
    const options = { path: `${path}.${name}`, classes: classes.length, pixels };
    const { unread, ...set } = readPixelCsv(new TextDecoder().decode(bytes), options);
    for (const { line, reason } of unread) {
      skipped.push({ path: `${name}.csv:${line}`, code: "LINE_INVALID", reason });
    }
    return set;
  };
  const train = read("train", source.train);
  const test = source.test && read("test", source.test);
  const validation = source.validation && read("validation", source.validation);
  return { classes, shape: size, train, test, validation, skipped };
}

function readArrays(
  arrays: ReadonlyMap<string, NpyArray>,
  name: string,
  { path, classes }: { readonly path: string; readonly classes: number },
): { shape: ImageShape; set: ReadSet } {
  const [images, labels] = [arrays.get(`x_${name}`), arrays.get(`y_${name}`)];
  if (images === undefined || labels === undefined) {
    throw problem("FORMAT_INVALID", path, `it must hold x_${name} and y_${name}`, [...arrays.keys()]);
  }
  const [count = 0, height = 0, width = 0, channels = 1] = images.shape;
  const isImages = images.shape.length === 3 || images.shape.length === 4;
  if (
    !isImages ||
    !(images.data instanceof Uint8Array) ||
    (channels !== 1 && channels !== 3) ||
    images.data.length === 0
  ) {
    const rule = "it must be bytes of shape (count, height, width[, 1 or 3])";
    throw problem("FORMAT_INVALID", `${path}.x_${name}`, rule, images.shape);
  }
  if (labels.data.length !== count || labels.shape[0] !== count) {
    throw problem("COUNT_MISMATCH", `${path}.y_${name}`, `it must have ${count} labels`, labels.shape);
  }
  const wrong = labels.data.findIndex((label) => label < 0 || label >= classes);
  if (wrong >= 0) {
    const rule = `it must be below ${classes}, the number of classes`;
    throw problem("LABEL_OUT_OF_RANGE", `${path}.y_${name}[${wrong}]`, rule, labels.data[wrong]);
  }
  const set = { images: images.data, labels: Int32Array.from(labels.data), count };
  return { shape: { height, width, channels }, set };
}

function concatenate(sets: readonly ReadSet[]): ReadSet {
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const images = new Uint8Array(sets.reduce((sum, set) => sum + set.images.length, 0));
  const labels = new Int32Array(count);
  let [byte, at] = [0, 0];
  for (const set of sets) {
    images.set(set.images, byte);
    labels.set(set.labels, at);
    byte += set.images.length;
    at += set.count;
  }
  return { images, labels, count };
}

function problem(
  code: "FORMAT_INVALID" | "SIZE_MISMATCH" | "COUNT_MISMATCH" | "LABEL_OUT_OF_RANGE",
  path: string,
  rule: string,
  value: unknown,
): DataError {
  const message = `Cannot read ${path} as ${rule}: current value is ${JSON.stringify(value)}`;
  return new DataError({ code, path, message, value });
}
