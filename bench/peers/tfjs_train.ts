/** Trains a network by TensorFlow.js, a stretch at a time, for the bench that started it. */
import { readJob } from "../job.ts";
import { serveLines } from "../serve_lines.ts";
import { loadTfjs, type TfjsWay } from "./load_tfjs.ts";
import { readPeerOptions } from "./peer_options.ts";
import { scaleImages, tfjsAdam, tfjsTrainer } from "./tfjs_trainer.ts";

const { job, way, threads, batch } = readPeerOptions();
const tfjs = await loadTfjs(way as TfjsWay);
if ("absent" in tfjs) {
  await serveLines(tfjs, () => Promise.reject(new Error(tfjs.absent)));
} else {
  const { model, weights, dataset } = await readJob(job);
  if (way === "wasm" && JSON.stringify(model).includes('"depthwiseConv2d"')) {
    const absent = "its wasm backend has no gradients of depthwise convolutions";
    await serveLines({ absent }, () => Promise.reject(new Error(absent)));
  } else {
    const { train } = dataset;
    const size = train.images.length / train.count;
    const images = scaleImages(train.images, model.preprocess);
    const step = tfjsTrainer(tfjs, { model, weights, optimizer: tfjsAdam(tfjs) });
    const taken = new Float32Array(batch * size);
    const labels = new Uint8Array(batch);
    // in Node its wasm backend has one thread whatever is asked
    await serveLines({ name: tfjs.name, threads: way === "wasm" ? 1 : threads }, async (steps) => {
      const start = performance.now();
      for (let each = 0; each < steps; each++) {
        for (let place = 0; place < batch; place++) {
          const image = Math.floor(Math.random() * train.count);
          taken.set(images.subarray(image * size, (image + 1) * size), place * size);
          labels[place] = train.labels[image]!;
        }
        await step(taken, labels);
      }
      return (performance.now() - start) / 1000;
    });
  }
}
