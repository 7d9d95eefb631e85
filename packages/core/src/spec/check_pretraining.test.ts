import { describe, expect, test } from "vitest";
import { parseTrainSpec } from "./parse_train_spec.ts";

describe("checkPretraining()", () => {
  test.each([
    [
      { classWeights: { balanced: {} } },
      "classWeights",
      /classWeights must be null with pretraining, which has no labels: /,
    ],
    [
      { augmentations: [{ shift: {} }, { mixup: {} }] },
      "augmentations[1]",
      /augmentations\[1\] must not mix labels with pretraining, .*"mixup"$/,
    ],
    [
      { gradients: [{ freeze: {} }] },
      "gradients[0]",
      /gradients\[0\] must not freeze layers with pretraining, .*"freeze"$/,
    ],
  ] as const)("checkPretraining() refuses what needs labels or a head: %j", (more, path, message) => {
    const read = (): unknown => parseTrainSpec({ ...more, pretraining: { rotation: {} } });
    expect(read).toThrow(expect.objectContaining({ path }));
    expect(read).toThrow(message);
    expect(() => parseTrainSpec(more)).not.toThrow();
  });

  test("checkPretraining() takes everything else", () => {
    const spec = {
      pretraining: { contrastive: {} },
      augmentations: [{ shift: {} }],
      gradients: [{ ema: {} }, { clipByNorm: {} }],
      regularizer: { l2: {} },
      validation: { split: {} },
      stopping: { earlyStopping: {} },
      schedule: { reduceOnPlateau: {} },
    };
    expect(parseTrainSpec(spec).pretraining).toEqual({ contrastive: { temperature: 0.5, width: 64 } });
  });

  test("parseTrainSpec() reads a pretraining back as it gave it, and null as none", () => {
    const spec = parseTrainSpec({ pretraining: { denoisingAutoencoder: { masked: 0.5 } } });
    expect(parseTrainSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    expect(parseTrainSpec({ pretraining: null }).pretraining).toBeNull();
    expect(() => parseTrainSpec({ pretraining: { jigsaw: {} } })).toThrow(
      /contrastive, denoisingAutoencoder, rotation/,
    );
  });
});
