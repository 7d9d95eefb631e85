import { convolutionLowerings } from "./convolution.ts";
import { depthwiseLowerings } from "./depthwise.ts";
import { elementwiseLowerings } from "./elementwise.ts";
import { leafLowerings } from "./leaves.ts";
import { linearLowerings } from "./linear.ts";
import type { LoweringTable } from "./lowering.ts";
import { poolingLowerings } from "./pooling.ts";
import { randomLowerings } from "./random.ts";
import { reductionLowerings } from "./reduction.ts";
import { regionLowerings } from "./region.ts";
import { selectionLowerings } from "./selection.ts";
import { shapeLowerings } from "./shape.ts";

/** How the reference engine runs each op. */
export const REFERENCE_LOWERINGS: LoweringTable = {
  ...leafLowerings,
  ...elementwiseLowerings,
  ...selectionLowerings,
  ...reductionLowerings,
  ...shapeLowerings,
  ...regionLowerings,
  ...linearLowerings,
  ...convolutionLowerings,
  ...depthwiseLowerings,
  ...poolingLowerings,
  ...randomLowerings,
  relu: "decompose",
  sigmoid: "decompose",
  softmax: "decompose",
  standardise: "decompose",
  sparseSoftmaxCrossEntropy: "decompose",
  resizeNearest: "decompose",
  stopGradient: "decompose",
};
