import { describe, expect, test } from "vitest";
import { referenceCnn } from "../../architectures/reference_cnn.ts";
import { predictionProgram } from "../../programs/prediction_program.ts";
import { trainingProgram } from "../../programs/training_program.ts";
import { parseTrainSpec } from "../../spec/parse_train_spec.ts";
import { explain } from "./explain.ts";

const prediction = explain(predictionProgram(referenceCnn(), [64]));
const training = explain(trainingProgram(referenceCnn(), parseTrainSpec({}), { train: [64], evaluate: [] }), {
  mode: "fast",
  threads: 2,
});

describe("explain()", () => {
  test("explain() tells code, memory, mode and threads of a program, and the work of each entry", () => {
    expect(prediction).toMatch(
      /^program "[^"]+": [\d.]+ kB of code, [\d.]+ [kM]B of memory, mode portable, 1 thread\nentry "predict:64": 3\d\d MFLOP\n/,
    );
    expect(training).toContain("mode fast, 2 threads");
  });

  test("explain() tells which ops run in one loop, and what one turn of a stage computes and moves", () => {
    // 11 x 11 results of which the pooling sees 10 x 10, 64 filters, 3 x 3 x 32 products each
    expect(prediction).toMatch(/ {4}conv2d #\d+ by Winograd add: 3\.69 MFLOP, reads 153 kB, writes 31 kB\n/);
    expect(training).toMatch(/ {4}greater select #\d+-\d+: /);
  });

  test("explain() tells what runs once and what in shards that threads share, with its sums", () => {
    expect(training).toMatch(/ {2}once, \d+ tasks side by side, 2 threads\n {4}pack for conv2d #/);
    expect(training).toMatch(/ {2}for each of 64 images, in 4 shards, 2 threads, 6 sums\n/);
  });
});
