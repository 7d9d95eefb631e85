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

Classifies JPEG, PNG, WebP or GIF files with a version of a running server.

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
    for (let first = 0; first < files.length; first += filesAtOnce) {
      const part = files.slice(first, first + filesAtOnce);
      const images = await Promise.all(part.map(openUpload));
      const predictions = await zoo
        .predict(version, images, { topK })
        .catch((error: unknown) => Promise.reject(nameFile(error, part)));
      for (const [index, prediction] of predictions.entries()) {
        const file = part[index]!;
        console.log(
          options["json"] === true ? JSON.stringify({ file, ...prediction }) : describe(file, prediction),
        );
      }
    }
    return 0;
  },
};

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

/** An error about one of the images of a request as an error about its file. */
function nameFile(error: unknown, files: readonly string[]): unknown {
  const index = isClientError(error) ? error.details["index"] : undefined;
  return typeof index === "number" && files[index] !== undefined
    ? new Error((error as Error).message.replace(`images[${index}]`, files[index]), { cause: error })
    : error;
}

function describe(file: string, { scores }: ImagePrediction): string {
  const classes = scores.map(({ label, score }) => `${label} ${(100 * score).toFixed(1)} %`);
  return `${file}: ${classes.join(", ")}`;
}
