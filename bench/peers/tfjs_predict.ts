/** Predicts by TensorFlow.js, for the bench that started it: from bytes of images to the best three classes of each. */
import { readJob } from "../job.ts";
import { serveLines } from "../serve_lines.ts";
import { loadTfjs, type TfjsWay } from "./load_tfjs.ts";
import { readPeerOptions } from "./peer_options.ts";
import { tfjsNetwork } from "./tfjs_network.ts";

const BEST = 3;

const { job, way, threads, batch } = readPeerOptions();
const tfjs = await loadTfjs(way as TfjsWay);
if ("absent" in tfjs) {
  await serveLines(tfjs, () => Promise.reject(new Error(tfjs.absent)));
} else {
  const { core } = tfjs;
  const { model, weights, dataset } = await readJob(job);
  const network = tfjsNetwork(tfjs, model, weights);
  const { height, width, channels } = model.input;
  const { images, count } = dataset.train;
  const size = images.length / count;
  const { scale, mean, standardDeviation } = model.preprocess;
  const [shift, deviation] = [mean, standardDeviation].map((values) =>
    core.tensor(Float32Array.from(values), [values.length], "float32"),
  );
  // in Node its wasm backend has one thread whatever is asked
  await serveLines({ name: tfjs.name, threads: way === "wasm" ? 1 : threads }, async (steps) => {
    const start = performance.now();
    for (let step = 0; step < steps; step++) {
      const first = (step * batch) % (count - batch + 1);
      const { values, indices } = core.tidy(() => {
        const bytes = images.subarray(first * size, (first + batch) * size);
        const given = core.tensor(bytes, [batch, height, width, channels], "int32");
        const x = core.div(core.sub(core.mul(core.cast(given, "float32"), scale), shift!), deviation!);
        return core.topk(network.predict(x), BEST);
      });
      await Promise.all([values.data(), indices.data()]);
      values.dispose();
      indices.dispose();
    }
    return (performance.now() - start) / 1000;
  });
}
