// Trains the reference CNN for 50 steps on the committed sample, with techniques of every kind, and prints the SHA-256 of the weights as JSON.
// Plain JavaScript, because Node 20 does not strip types. Usage: RUNTIME train_digest.mjs <URL of core's module> <folder of the sample>
import { readFile } from "node:fs/promises";
import process from "node:process";

const [coreUrl, folder] = process.argv.slice(2);
const core = await import(coreUrl);

const STEPS = 50;
const BATCH = 64;

const read = async (name) => new Uint8Array(await readFile(`${folder}/${name}.gz`));
const full = await core.parseIdxDataset({
  name: "sample",
  classes: Array.from({ length: 10 }, (_unused, index) => `class ${index}`),
  trainImages: await read("train-images-idx3-ubyte"),
  trainLabels: await read("train-labels-idx1-ubyte"),
  testImages: await read("t10k-images-idx3-ubyte"),
  testLabels: await read("t10k-labels-idx1-ubyte"),
});
const pixels = full.height * full.width * full.channels;
const first = ({ images, labels }, count) => ({
  images: images.slice(0, count * pixels),
  labels: labels.slice(0, count),
  count,
});
const dataset = { ...full, train: first(full.train, STEPS * BATCH), test: first(full.test, 100) };

const training = core.train({
  model: core.referenceCnn(),
  train: core.parseTrainSpec({
    epochs: 1,
    batchSize: BATCH,
    optimizer: { nadam: { learningRate: 0.003 } },
    schedule: {
      linearWarmup: { epochs: 0.1, schedule: { cosineRestarts: { epochs: 0.3, growth: 1.5, peak: 0.9 } } },
    },
    gradients: [{ ema: { decay: 0.9 } }, { clipByGlobalNorm: { norm: 3 } }, { weightDecay: {} }],
    regularizer: { l1l2: { l1: 1e-6, l2: 1e-5 } },
    constraint: { maxNorm: { limit: 3 } },
    augmentations: [
      { horizontalFlip: {} },
      { rotate: {} },
      { noise: {} },
      { randAugment: {} },
      { mixup: {} },
    ],
  }),
  dataset,
  seed: 7,
  engine: core.createWasmEngine(),
});
let steps = 0;
let last = await training.next();
while (!last.done) {
  steps += last.value.type === "batch" ? 1 : 0;
  last = await training.next();
}

const bytes = [];
for (const [name, tensor] of Object.entries(last.value.weights).sort(([a], [b]) => (a < b ? -1 : 1))) {
  bytes.push(
    new TextEncoder().encode(`${name}:${tensor.length};`),
    new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength),
  );
}
const digest = await crypto.subtle.digest("SHA-256", await new Blob(bytes).arrayBuffer());
const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
const runtime =
  globalThis.Deno === undefined ? `node ${process.versions.node}` : `deno ${globalThis.Deno.version.deno}`;
process.stdout.write(`${JSON.stringify({ runtime, steps, testLoss: last.value.test.loss, sha256 })}\n`);
