import { parseTrainSpec } from "@convzoo/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

let server: TestServer;
let modelId: string;

beforeAll(async () => {
  server = await startTestServer();
  modelId = (await createModel("family")).data.id;
});
afterAll(() => server.close());

interface Answer {
  readonly __typename: string;
  readonly code: string;
  readonly data: { readonly id: string };
}

async function createModel(name: string, description?: string): Promise<Answer> {
  const { data } = await server.send(
    `mutation ($input: CreateModelInput!) { createModel(input: $input) {
      __typename ... on Error { code message } ... on InvalidInputError { path } ... on MutationCreateModelSuccess { data { id name } }
    } }`,
    { input: { name, ...(description !== undefined && { description }) } },
  );
  return data.createModel as Answer;
}

const head = [{ flatten: {} }, { dense: { units: 3, activation: "softmax" } }];

function variables(layers: unknown, rest: object = {}, train: object = {}): Record<string, unknown> {
  const spec = { input: { height: 6, width: 5, channels: 1 }, layers, classes: 3, ...rest };
  return { input: { modelId, name: "v", spec, train } };
}

const document = `mutation ($input: CreateVariantInput!) { createVariant(input: $input) {
  __typename
  ... on Error { code message }
  ... on InvalidInputError { path received }
  ... on MutationCreateVariantSuccess { data { id name digest modelSpec trainSpec parameterCount model { id } } }
} }`;

describe("createVariant", () => {
  test.each<[what: string, variables: () => unknown, path: string, received: string]>([
    [
      "zero filters",
      () => variables([{ conv2d: { filters: 0 } }, ...head]),
      "spec.layers[0].conv2d.filters",
      "0",
    ],
    [
      "a kernel larger than its input",
      () => variables([{ conv2d: { filters: 1, kernelSize: [3, 6] } }, ...head]),
      "spec.layers[0].conv2d.kernelSize",
      "[3,6]",
    ],
    [
      "three sizes of a kernel",
      () => variables([{ conv2d: { filters: 1, kernelSize: [1, 2, 3] } }, ...head]),
      "spec.layers[0].conv2d.kernelSize",
      "[1,2,3]",
    ],
    ["classes that the layers do not give", () => variables(head, { classes: 4 }), "spec.layers[1]", "[3]"],
    ["no layers", () => variables([]), "spec.layers", "[]"],
    [
      "a last layer without softmax",
      () => variables([{ flatten: {} }, { dense: { units: 3, activation: "relu" } }]),
      "spec.layers",
      '"relu"',
    ],
    [
      "a loss that another last layer needs",
      () => variables(head, {}, { loss: { binaryCrossentropy: {} } }),
      "spec.layers",
      '"softmax"',
    ],
    [
      "a focus below 0",
      () => variables(head, {}, { loss: { focal: { gamma: -1 } } }),
      "train.loss.focal.gamma",
      "-1",
    ],
    ["a zero scale", () => variables(head, { preprocess: { scale: 0 } }), "spec.preprocess.scale", "0"],
    [
      "stopping without anything to watch",
      () => variables(head, {}, { stopping: { earlyStopping: {} } }),
      "train.validation",
      "null",
    ],
    [
      "all images for the validation",
      () => variables(head, {}, { validation: { split: { fraction: 1 } } }),
      "train.validation.split.fraction",
      "1",
    ],
    [
      "two weights for three classes",
      () => variables(head, {}, { classWeights: { given: { weights: [1, 2] } } }),
      "train.classWeights.given.weights",
      "[1,2]",
    ],
    ["no epochs", () => variables(head, {}, { epochs: 0 }), "train.epochs", "0"],
    [
      "a decay of one",
      () => variables(head, {}, { optimizer: { adam: { beta1: 1 } } }),
      "train.optimizer.adam.beta1",
      "1",
    ],
    [
      "an augmentation that shrinks images to nothing",
      () => variables(head, {}, { augmentations: [{ shift: {} }, { zoom: { amount: 1 } }] }),
      "train.augmentations[1].zoom.amount",
      "1",
    ],
    [
      "two augmentations that mix labels",
      () => variables(head, {}, { augmentations: [{ mixup: {} }, { cutmix: {} }] }),
      "train.augmentations",
      '["mixup","cutmix"]',
    ],
    [
      "a schedule within a schedule that is not valid",
      () => variables(head, {}, { schedule: { linearWarmup: { schedule: { cosine: { floor: 2 } } } } }),
      "train.schedule.linearWarmup.schedule.cosine.floor",
      "2",
    ],
    [
      "stretches without a rate",
      () => variables(head, {}, { schedule: { piecewise: { boundaries: [1, 2], factors: [1, 0.1] } } }),
      "train.schedule.piecewise.factors",
      "[1,0.1]",
    ],
    [
      "a gradient technique twice",
      () => variables(head, {}, { gradients: [{ ema: {} }, { ema: {} }] }),
      "train.gradients",
      '["ema","ema"]',
    ],
    [
      "a rate for a layer that is not there",
      () => variables(head, {}, { gradients: [{ layerRates: { layers: ["layers.9"], factors: [0] } }] }),
      "train.gradients",
      '"layers.9"',
    ],
    [
      "a zero byte in a name",
      () => variables([{ flatten: { name: "a\u0000" } }, head[1]]),
      "spec.layers[0].flatten.name",
      '"a\\u0000"',
    ],
    [
      "an image of 4096 x 4096 in one dense layer",
      () =>
        variables([{ flatten: {} }, { dense: { units: 60_000 } }, head[1]], {
          input: { height: 4096, width: 4096, channels: 3 },
        }),
      "spec.layers",
      "3019899120003",
    ],
  ])("refuses %s with its path and value", async (_what, make, path, received) => {
    const { data } = await server.send(document, make() as Record<string, unknown>);
    expect(data.createVariant).toMatchObject({
      __typename: "InvalidInputError",
      path: `input.${path}`,
      received,
    });
    expect(data.createVariant.code).toMatch(/SPEC_INVALID|INVALID_INPUT/);
  });

  test.each<[what: string, layers: unknown, message: RegExp]>([
    ["an unknown key", [{ conv2d: { filters: 1, colour: "red" } }, ...head], /colour/],
    ["two keys in a layer", [{ conv2d: { filters: 1 }, flatten: {} }, ...head], /LayerInput/],
    ["an unknown layer", [{ conv3d: {} }, ...head], /conv3d/],
    ["an unknown activation", [{ dense: { units: 3, activation: "magic" } }], /magic/],
    ["a fraction of filters", [{ conv2d: { filters: 1.5 } }, ...head], /1\.5/],
  ])("refuses %s by the types of the schema", async (_what, layers, message) => {
    const { data, errors } = await server.send(document, variables(layers));
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toMatch(message);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("fills in every default, and counts the weights", async () => {
    const { data } = await server.send(document, variables([{ conv2d: { filters: 2 } }, ...head]));
    expect(data.createVariant.data).toMatchObject({
      name: "v",
      model: { id: modelId },
      // (3 * 3 + 1) * 2 of the convolution, and 4 * 3 pixels of 2 channels to 3 classes: (24 + 1) * 3
      parameterCount: 95,
      modelSpec: {
        layers: [{ conv2d: { kernelSize: [3, 3], padding: "valid" } }, {}, {}],
        preprocess: { mean: [0] },
      },
      trainSpec: { epochs: 5, batchSize: 64, optimizer: { adam: { learningRate: 0.001 } } },
    });
  });

  test("keeps augmentations in their order, complete", async () => {
    const augmentations = [{ shift: { pixels: 3 } }, { horizontalFlip: {} }];
    const { data } = await server.send(document, variables(head, {}, { augmentations }));
    expect(data.createVariant.data.trainSpec.augmentations).toEqual([
      { shift: { pixels: [3, 3], fill: 0 } },
      { horizontalFlip: { probability: 0.5 } },
    ]);
  });

  test("keeps techniques within techniques, complete, and gradient techniques in the order of the registry", async () => {
    const train = {
      optimizer: { lookahead: { optimizer: { nesterov: { learningRate: 0.1 } } } },
      schedule: { linearWarmup: { schedule: { cosine: {} } } },
      gradients: [{ clipByGlobalNorm: {} }, { ema: { decay: 0.9 } }],
      regularizer: { l2: {} },
      constraint: { maxNorm: {} },
    };
    const { data } = await server.send(document, variables(head, {}, train));
    expect(data.createVariant.data.trainSpec).toMatchObject({
      optimizer: {
        lookahead: { optimizer: { nesterov: { learningRate: 0.1, momentum: 0.9 } }, interval: 6, pull: 0.5 },
      },
      schedule: { linearWarmup: { epochs: 1, start: 0, schedule: { cosine: { epochs: 0, floor: 0 } } } },
      gradients: [{ ema: { decay: 0.9 } }, { clipByGlobalNorm: { norm: 1 } }],
      regularizer: { l2: { factor: 0.01 } },
      constraint: { maxNorm: { limit: 2 } },
    });
  });

  test("keeps what a training is watched on and ended by, complete", async () => {
    const train = {
      loss: { focal: {} },
      classWeights: { given: { weights: [1, 2, 0.5] } },
      validation: { split: {} },
      stopping: { earlyStopping: { patience: 3 } },
    };
    const { data } = await server.send(document, variables(head, {}, train));
    expect(data.createVariant.data.trainSpec).toMatchObject({
      loss: { focal: { gamma: 2 } },
      classWeights: { given: { weights: [1, 2, 0.5] } },
      validation: { split: { fraction: 0.1, seed: 0 } },
      stopping: {
        earlyStopping: { monitor: "loss", patience: 3, minDelta: 0, mode: "auto", restoreBest: true },
      },
    });
  });

  test("takes null for the default of what may be left out", async () => {
    const names = ["loss", "schedule", "regularizer", "constraint", "classWeights", "validation"];
    const nulls = Object.fromEntries(
      [...names, "stopping", "start", "pretraining"].map((name) => [name, null]),
    );
    const written = await server.send(document, variables(head, {}, nulls));
    const left = await server.send(document, variables(head));
    expect(written.errors).toBeUndefined();
    expect(written.data.createVariant.data).toEqual(left.data.createVariant.data);
    expect(left.data.createVariant.data.trainSpec).toMatchObject({
      loss: { sparseCategoricalCrossentropy: { labelSmoothing: 0 } },
      schedule: { constant: {} },
      validation: null,
      stopping: null,
    });
  });

  test("offers every key of a train spec, described", async () => {
    const { data } = await server.send(
      '{ __type(name: "TrainSpecInput") { inputFields { name description } } }',
    );
    const fields = data.__type.inputFields as { name: string; description: string | null }[];
    expect(fields.map(({ name }) => name).toSorted()).toEqual(Object.keys(parseTrainSpec({})).toSorted());
    for (const { name, description } of fields) {
      expect(description, name).toMatch(/^[A-Z].*\.$/);
    }
  });

  test("makes one row of equal variants, however they are written, also at once", async () => {
    const plain = variables([{ conv2d: { filters: 7 } }, ...head]);
    const spelled = variables([{ conv2d: { filters: 7, kernelSize: [3, 3] } }, ...head], {}, { epochs: 5 });
    const answers = await Promise.all(
      [plain, spelled, plain, spelled].map((one) => server.send(document, one)),
    );
    const ids = answers.map(({ data }) => data.createVariant.data.id as string);
    expect(new Set(ids).size).toBe(1);
    // (9 + 1) * 7 of the convolution, and (12 * 7 + 1) * 3 of the dense layer
    const { rows } = await server.database.pool.query("select 1 from variants where parameter_count = 325");
    expect(rows).toHaveLength(1);
  });

  test("knows the ids of models alone", async () => {
    const variant = await server.send(document, variables(head));
    for (const id of [
      variant.data.createVariant.data.id,
      `${modelId.slice(0, -4)}0000`,
      "x",
      "Model_x\u0000",
    ]) {
      const input = { ...(variables(head)["input"] as object), modelId: id };
      const { data } = await server.send(document, { input });
      expect(data.createVariant).toMatchObject({ __typename: "NotFoundError", code: "NOT_FOUND" });
    }
  });
});

describe("createModel", () => {
  test("refuses a name that is taken, also at once", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => createModel("raced")));
    const names = answers.map(({ __typename: name }) => name).sort();
    expect(names).toEqual([...Array(3).fill("ConflictError"), "MutationCreateModelSuccess"]);
  });

  test.each([
    ["", undefined, "name"],
    [" ", undefined, "name"],
    ["\u0000", undefined, "name"],
    ["ok", "\u0000", "description"],
  ])("refuses the texts %j and %j", async (name, description, field) => {
    expect(await createModel(name, description)).toMatchObject({
      __typename: "InvalidInputError",
      path: `input.${field}`,
    });
  });

  test("is found under its name however its letters are composed, and only once", async () => {
    const { data } = await createModel("caf\u00e9");
    expect((await createModel("cafe\u0301")).code).toBe("CONFLICT");
    for (const name of ["caf\u00e9", "cafe\u0301"]) {
      const found = await server.send("query ($name: String!) { model(name: $name) { id } }", { name });
      expect(found.data.model.id).toBe(data.id);
    }
  });

  test("takes every text that people may write", async () => {
    const name = "Ünï-kødé 模型 🦓 'quoted' \"twice\"";
    expect(await createModel(name, "Two\nlines\tand a tab")).toMatchObject({ data: { name } });
  });
});
