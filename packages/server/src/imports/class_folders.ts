import { type ImageShape, preprocess, type RawImage } from "@convzoo/core";
import { ImageError } from "../errors/image_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { decodeImage } from "../serving/decode_image.ts";
import type { FoundFile, FoundFiles, SkippedFile } from "./found_file.ts";
import type { ReadSet, ReadSets } from "./read_sets.ts";

/** How class folders are read. */
export interface ClassFolderOptions {
  /** The argument, for errors. */
  readonly path: string;
  /** The size that all images are brought to; left out: all must have the size of the first. */
  readonly size?: ImageShape | undefined;
}

type Place = { readonly set: "train" | "test" | "validation"; readonly label: string };

const setFolders: Readonly<Record<string, Place["set"]>> = {
  train: "train",
  training: "train",
  test: "test",
  testing: "test",
  validation: "validation",
  valid: "validation",
  val: "validation",
  dev: "validation",
};

/** What systems leave in archives, and nobody means. */
const litter = /(^|\/)(__MACOSX\/|\.)|(^|\/)Thumbs\.db$/;

/** The most pixels of all images, as packed bytes. */
const mostBytes = 768 * 1024 * 1024;

/**
 * Reads images that lie in one folder a class: `cat/1.png`, or `train/cat/1.png`, `test/cat/2.png` and `validation/cat/3.png`, also with one folder around it all.
 * Images are taken in the order of their paths, so that the order in an archive does not matter; classes in that of the alphabet.
 *
 * @throws {InvalidInputError} If there are no images, or they have different sizes and no size is given.
 */
export async function readClassFolders(
  { files, skipped }: FoundFiles,
  options: ClassFolderOptions,
): Promise<ReadSets> {
  const wanted = stripRoot(files.filter(({ path }) => !litter.test(path))).toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  const hasSets = wanted.some(
    ({ path }) => path.split("/").length > 2 && Object.hasOwn(setFolders, path.split("/")[0]!),
  );
  const problems: SkippedFile[] = [...skipped];
  const found: { readonly place: Place; readonly name: string; readonly image: RawImage }[] = [];
  let { size } = options;
  let bytes = 0;
  for (const { path, bytes: file } of wanted) {
    const place = placeOf(path, hasSets);
    if (place === undefined) {
      problems.push({ path, code: "NOT_IN_CLASS_FOLDER", reason: "It must lie in the folder of a class" });
      continue;
    }
    try {
      const image = await decodeImage(file, 0);
      size ??= { height: image.height, width: image.width, channels: 3 };
      if (options.size === undefined && (image.height !== size.height || image.width !== size.width)) {
        throw refuse(options.path, {
          code: "SIZE_MISMATCH",
          rule: `all images must be ${size.width}x${size.height} as the first is, where no size is given`,
          received: `${image.width}x${image.height} of ${path}`,
        });
      }
      const data = preprocess(image, size);
      bytes += data.length;
      if (bytes > mostBytes) {
        throw refuse(options.path, {
          code: "DATA_TOO_LARGE",
          rule: `its pixels must take at most ${mostBytes} bytes`,
          received: `more after ${found.length} images`,
        });
      }
      found.push({ place, name: path, image: { ...size, channels: size.channels as 1 | 3, data } });
    } catch (error) {
      if (!(error instanceof ImageError)) {
        throw error;
      }
      problems.push({ path, code: error.code, reason: error.message });
    }
  }
  const classes = [...new Set(found.map(({ place }) => place.label))].toSorted();
  if (hasSets) {
    checkValidation(wanted, found, options.path);
  }
  const shape = options.size ?? squeezedShape(found, size);
  const pick = (set: Place["set"]): ReadSet => {
    const images = found.filter(({ place }) => place.set === set);
    const packed = new Uint8Array(images.length * shape.height * shape.width * shape.channels);
    for (const [index, { image }] of images.entries()) {
      packed.set(preprocess(image, shape), index * shape.height * shape.width * shape.channels);
    }
    return {
      images: packed,
      labels: Int32Array.from(images, ({ place }) => classes.indexOf(place.label)),
      count: images.length,
      names: images.map(({ name }) => name),
    };
  };
  const [test, validation] = [pick("test"), pick("validation")];
  return {
    classes,
    shape,
    train: pick("train"),
    test: test.count === 0 ? undefined : test,
    validation: validation.count === 0 ? undefined : validation,
    skipped: problems,
  };
}

/**
 * Checks what is given to validate with: a part that is there and gives nothing, or a class that nothing is trained on, is a folder with a
 * wrong name or a wrong place.
 */
function checkValidation(
  wanted: readonly FoundFile[],
  found: readonly { readonly place: Place }[],
  path: string,
): void {
  const isGiven = wanted.some((file) => placeOf(file.path, true)?.set === "validation");
  const labels = (set: Place["set"]): ReadonlySet<string> =>
    new Set(found.filter(({ place }) => place.set === set).map(({ place }) => place.label));
  const [trained, validated] = [labels("train"), labels("validation")];
  if (isGiven && validated.size === 0) {
    throw refuse(path, {
      code: "DATASET_EMPTY",
      rule: "the folder of images to validate with must have one that can be read",
      received: "0 images",
    });
  }
  const unknown = [...validated].find((label) => !trained.has(label));
  if (trained.size > 0 && unknown !== undefined) {
    throw refuse(path, {
      code: "CLASS_UNKNOWN",
      rule: `classes to validate with must have images to train on (${[...trained].toSorted().join(", ")})`,
      received: unknown,
    });
  }
}

function refuse(
  path: string,
  { code, rule, received }: { readonly code: string; readonly rule: string; readonly received: string },
): InvalidInputError {
  const message = `Cannot register the dataset as ${rule}: current value is ${received}`;
  return new InvalidInputError({ code, path, received, message });
}

/** One channel is enough if no image has colour. */
function squeezedShape(
  found: readonly { readonly image: RawImage }[],
  size: ImageShape | undefined,
): ImageShape {
  const { height, width } = size ?? { height: 1, width: 1 };
  const isGrey = found.every(({ image: { data } }) => {
    for (let pixel = 0; pixel < data.length; pixel += 3) {
      if (data[pixel] !== data[pixel + 1] || data[pixel] !== data[pixel + 2]) {
        return false;
      }
    }
    return true;
  });
  return { height, width, channels: isGrey ? 1 : 3 };
}

/** Takes away the one folder that holds all, as long as classes stay. */
function stripRoot(files: readonly FoundFile[]): readonly FoundFile[] {
  const [first] = files[0]?.path.split("/") ?? [];
  const isRoot = files.every(({ path }) => {
    const parts = path.split("/");
    return parts[0] === first && parts.length > 2;
  });
  const isSet = first !== undefined && Object.hasOwn(setFolders, first);
  return isRoot && !isSet
    ? files.map(({ path, bytes }) => ({ path: path.slice(path.indexOf("/") + 1), bytes }))
    : files;
}

function placeOf(path: string, hasSets: boolean): Place | undefined {
  const parts = path.split("/");
  if (!hasSets) {
    return parts.length < 2 ? undefined : { set: "train", label: parts[0]! };
  }
  const set = Object.hasOwn(setFolders, parts[0]!) ? setFolders[parts[0]!] : undefined;
  return parts.length < 3 || set === undefined ? undefined : { set, label: parts[1]! };
}
