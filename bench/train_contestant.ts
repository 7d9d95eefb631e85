/**
 * Trains a network by core's `train`, which a caller would use too, a stretch at a time, for the bench that started it: shuffling, batches,
 * events and breathing included, the evaluation at the end of an epoch left out. Runs in Node and Deno.
 */
import { parseTrainSpec, train } from "@convzoo/core";
import { readContestantOptions } from "./contestant_options.ts";
import { readJob } from "./job.ts";
import { serveLines } from "./serve_lines.ts";

const { job, batch, engine, threads, name } = readContestantOptions();
const { model, weights, dataset } = await readJob(job);
const stop = new AbortController();
const training = train({
  model,
  train: parseTrainSpec({ batchSize: batch, epochs: 10_000 }),
  dataset,
  initialWeights: weights,
  engine,
  checkpoints: false,
  signal: stop.signal,
});
const { value: first } = await training.next();
const compileSeconds = first !== undefined && "compileSeconds" in first ? first.compileSeconds : Number.NaN;
const compiled = `compiled in ${(1000 * compileSeconds).toFixed(0)} ms`;

await serveLines({ name: `${name}, ${compiled}`, threads }, async (steps) => {
  let seconds = 0;
  for (let step = 0; step < steps; ) {
    const start = performance.now();
    const { value, done } = await training.next();
    if (done) {
      throw new Error("Cannot measure a training as it must go on: it ended");
    }
    // what comes between epochs does not count
    if (value.type === "batch") {
      seconds += (performance.now() - start) / 1000;
      step++;
    }
  }
  return seconds;
});
stop.abort();
await training.next().catch(() => undefined);
