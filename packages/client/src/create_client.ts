import { type Ablations, createAblations } from "./resources/ablations.ts";
import { type Acts, createActs } from "./resources/acts.ts";
import { type Aliases, createAliases } from "./resources/aliases.ts";
import { type CatalogueEntry, type CatalogueOptions, listCatalogue } from "./resources/catalogue.ts";
import { createDatasets, type Datasets } from "./resources/datasets.ts";
import { createEvaluations, type Evaluations } from "./resources/evaluations.ts";
import { createModels, type Models } from "./resources/models.ts";
import {
  type ImagePrediction,
  type PredictingVersion,
  type PredictOptions,
  predict,
} from "./resources/predict.ts";
import { createPredictions, type Predictions } from "./resources/predictions.ts";
import { createRuns, type Runs } from "./resources/runs.ts";
import { createSweeps, type Sweeps } from "./resources/sweeps.ts";
import { createVariants, type Variants } from "./resources/variants.ts";
import { createVersions, type Versions } from "./resources/versions.ts";
import { createWebhooks, type Webhooks } from "./resources/webhooks.ts";
import { createTransport, type Transport, type TransportOptions } from "./transport/transport.ts";

/** How a client reaches its server. */
export type ClientOptions = TransportOptions;

/** A zoo on a server. Its documents are typed from their text: `zoo.query("{ serverInfo { version } }", {})`. */
export interface Client extends Transport {
  readonly datasets: Datasets;
  readonly models: Models;
  readonly variants: Variants;
  readonly runs: Runs;
  readonly ablations: Ablations;
  readonly sweeps: Sweeps;
  readonly versions: Versions;
  readonly aliases: Aliases;
  readonly evaluations: Evaluations;
  readonly webhooks: Webhooks;
  readonly predictions: Predictions;
  readonly acts: Acts;
  /** Lists what specs can name (layers, techniques, architectures), samplers and stopping rules of sweeps, and the engines, with all that a form needs. */
  catalogue(options?: CatalogueOptions): Promise<readonly CatalogueEntry[]>;
  /**
   * Classifies images.
   * @param version The trained version that looks at them: its id, or the alias that points to it.
   * @param images PNG, JPEG, WebP or GIF files of any size that the server takes.
   * @param options How many classes to name.
   * @returns One prediction an image, in order, best class first.
   * @throws {ClientError} With `details.index` of the image at fault, if one cannot be read.
   */
  predict(
    version: PredictingVersion,
    images: readonly Blob[],
    options?: PredictOptions,
  ): Promise<readonly ImagePrediction[]>;
}

/**
 * Makes a client of a ConvZoo server.
 * The same file runs in Node, Deno and browsers; nothing is sent until the first call.
 * @param options The address, and how to get there.
 * @returns The client.
 * @throws {TypeError} If the address is no URL.
 * @example Train, watch, predict
 * ```ts
 * const zoo = createClient({ url: "http://127.0.0.1:4000/graphql" });
 * const run = await zoo.runs.start({ variantId, datasetId });
 * for await (const event of zoo.runs.watch(run.id)) {
 *   if (event.type === "RunEpoch") {
 *     console.log(event.epoch, event.testAccuracy);
 *   }
 * }
 * const { version } = await zoo.runs.waitFor(run.id);
 * const [prediction] = await zoo.predict(version!.id, [imageFile]);
 * ```
 */
export function createClient(options: ClientOptions): Client {
  if (!URL.canParse(options.url)) {
    throw new TypeError(`Cannot create a client as "url" must be a URL: current value is ${options.url}`);
  }
  const transport = createTransport(options);
  return {
    ...transport,
    datasets: createDatasets(transport),
    models: createModels(transport),
    variants: createVariants(transport),
    runs: createRuns(transport),
    ablations: createAblations(transport),
    sweeps: createSweeps(transport),
    versions: createVersions(transport),
    aliases: createAliases(transport),
    evaluations: createEvaluations(transport),
    webhooks: createWebhooks(transport),
    catalogue: (catalogueOptions) => listCatalogue(transport, catalogueOptions),
    predictions: createPredictions(transport),
    acts: createActs(transport),
    predict: (version, images, predictOptions) => predict(transport, { version, images }, predictOptions),
  };
}
