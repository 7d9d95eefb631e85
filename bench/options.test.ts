import { describe, expect, test } from "vitest";
import { parseBenchOptions } from "./options.ts";

describe("parseBenchOptions()", () => {
  test("has a default for everything", () => {
    expect(parseBenchOptions(["train"])).toEqual({
      name: "train",
      help: false,
      options: {
        json: false,
        engines: ["wasm", "wasm_portable", "wasm_deno"],
        peers: [],
        networks: [],
        rounds: 5,
        steps: 200,
        threads: undefined,
        data: undefined,
        sample: false,
        epochs: undefined,
        seeds: [0, 1, 2],
        recipe: undefined,
        kinds: [],
        ids: [],
        full: false,
        limitMinutes: Number.POSITIVE_INFINITY,
      },
    });
  });

  test("reads what is given, before or behind the name", () => {
    const { name, options } = parseBenchOptions([
      ...["--json", "--peers", "torch,keras", "--", "train"],
      ...["--network=all", "--engines", "wasm_deno,wasm"],
      ...[
        "--rounds=7",
        "--threads",
        "2",
        "--steps",
        "50",
        "--data",
        "folder",
        "--seeds",
        "4,5",
        "--epochs",
        "1",
        "--recipe",
        "best_of_zoo",
        "--kind=layer,optimizer",
        "--id",
        "batchNorm",
        "--full",
        "--limit-minutes",
        "30",
      ],
    ]);
    expect(name).toBe("train");
    expect(options).toEqual({
      json: true,
      engines: ["wasm", "wasm_deno"],
      peers: ["keras_fit", "keras_function", "torch"],
      networks: ["reference_cnn", "resnet20", "mobilenet"],
      rounds: 7,
      steps: 50,
      threads: 2,
      data: "folder",
      sample: false,
      epochs: 1,
      seeds: [4, 5],
      recipe: "best_of_zoo",
      kinds: ["layer", "optimizer"],
      ids: ["batchNorm"],
      full: true,
      limitMinutes: 30,
    });
  });

  test("refuses what is no number, and names it", () => {
    expect(() => parseBenchOptions(["train", "--rounds", "0"])).toThrow(
      "Cannot run a bench as --rounds must be a whole number of at least 1: current value is 0",
    );
    expect(() => parseBenchOptions(["train", "--threads", "2.5"])).toThrow(
      "--threads must be a whole number",
    );
    expect(() => parseBenchOptions(["train", "--seeds", "1,x"])).toThrow(
      "--seeds must be a whole number of at least 0",
    );
    expect(() => parseBenchOptions(["train", "--seeds", ""])).toThrow("--seeds must name at least one");
  });

  test("refuses an unknown peer or network and lists those there are", () => {
    expect(() => parseBenchOptions(["train", "--peers", "karas"])).toThrow(
      "--peers must be of keras_fit, keras_function, torch, torch_compile, tfjs_node, tfjs_wasm, keras, all: current value is karas",
    );
    expect(() => parseBenchOptions(["train", "--network", "toString"])).toThrow(
      "--network must be of reference_cnn, resnet20, mobilenet, all: current value is toString",
    );
  });

  test("refuses an unknown option, a second name, and two datasets", () => {
    expect(() => parseBenchOptions(["train", "--fast"])).toThrow("--fast");
    expect(() => parseBenchOptions(["train", "accuracy"])).toThrow("current names are train, accuracy");
    expect(() => parseBenchOptions(["accuracy", "--sample", "--data", "x"])).toThrow(
      "both --sample and --data",
    );
  });
});
