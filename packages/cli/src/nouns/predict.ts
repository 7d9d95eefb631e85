import {
  type Client,
  createClient,
  type ImagePrediction,
  isClientError,
  type PredictingVersion,
} from "@convzoo/client";
import type { Command, OptionValues } from "../command.ts";
import { openUpload } from "../open_upload.ts";
import { readServerUrl } from "../settings.ts";
import { findModelId } from "./find_model.ts";
import { textOf, wholeOf } from "./read_options.ts";

/** Files that go into one request: fewer than the API takes, so that what comes first is seen soon. */
const filesAtOnce = 16;

/** `convzoo predict`. */
export const predict: Command = {
  name: "predict",
  takesWords: true,
  help: `Usage: convzoo predict [options] <image>...

Classifies JPEG, PNG, WebP or GIF files with a version of a running server. The exit code is 1 if one of them cannot be read.

Options:
  --version ID   The version that looks at them
  --model MODEL  In its place: the model, by name or id, whose alias points to the version
  --alias NAME   The alias [default: champion]
  --top N        How many classes to name, best first, 1 to 1000 [default: 3]
  --url URL      The server's API (CONVZOO_URL) [default: http://127.0.0.1:4000/graphql]
  --json         Print a line of JSON for each file
  --help         Show this text`,
  options: {
    version: { type: "string" },
    model: { type: "string" },
    alias: { type: "string" },
    top: { type: "string" },
    url: { type: "string" },
    json: { type: "boolean" },
  },
  async run(options, files) {
    if (files.length === 0) {
      throw new Error(`Cannot run "convzoo predict" as files of images must follow: current value is none`);
    }
    const zoo = createClient({ url: readServerUrl(options) });
    const version = await wantedVersion(zoo, options);
    const topK = wholeOf(options, "top", { minimum: 1, maximum: 1000 }) ?? 3;
    let failures = 0;
    for (let first = 0; first < files.length; first += filesAtOnce) {
      const part = files.slice(first, first + filesAtOnce);
      for await (const answer of predictAll(part, (images) => zoo.predict(version, images, { topK }))) {
        if ("error" in answer) {
          failures += 1;
          console.error(answer.error);
        } else {
          console.log(options["json"] === true ? JSON.stringify(answer) : describe(answer));
        }
      }
    }
    return failures === 0 ? 0 : 1;
  },
};

type Answer = ({ readonly file: string } & ImagePrediction) | { readonly error: string };

/** Classifies files with as few requests as may be; one that is no image has none of the others wait for it. */
async function* predictAll(
  files: readonly string[],
  classify: (images: readonly File[]) => Promise<readonly ImagePrediction[]>,
): AsyncGenerator<Answer> {
  const left: { readonly file: string; readonly image: File }[] = [];
  for (const file of files) {
    try {
      left.push({ file, image: await openUpload(file) });
    } catch (error) {
      yield { error: (error as Error).message };
    }
  }
  while (left.length > 0) {
    try {
      const predictions = await classify(left.map(({ image }) => image));
      yield* predictions.map((prediction, index) => ({ file: left[index]!.file, ...prediction }));
      return;
    } catch (error) {
      const index = isClientError(error) ? error.details["index"] : undefined;
      if (typeof index !== "number" || left[index] === undefined) {
        throw error;
      }
      const [{ file }] = left.splice(index, 1) as [(typeof left)[number]];
      yield { error: (error as Error).message.replace(`images[${index}]`, file) };
    }
  }
}

/** The version that looks at the images, by the options that name it. */
async function wantedVersion(zoo: Client, options: OptionValues): Promise<PredictingVersion> {
  const [version, model] = [textOf(options, "version"), textOf(options, "model")];
  if ((version === undefined) === (model === undefined)) {
    const value = version === undefined ? "none" : "both";
    throw new Error(
      `Cannot run "convzoo predict" as one of --version and --model must be given: current value is ${value}`,
    );
  }
  if (version !== undefined && textOf(options, "alias") !== undefined) {
    throw new Error(`Cannot run "convzoo predict" as --alias goes with --model: current value is --version`);
  }
  return version ?? { modelId: await findModelId(zoo, model!), name: textOf(options, "alias") ?? "champion" };
}

function describe({ file, scores }: { readonly file: string } & Pick<ImagePrediction, "scores">): string {
  const classes = scores.map(({ label, score }) => `${label} ${(100 * score).toFixed(1)} %`);
  return `${file}: ${classes.join(", ")}`;
}
