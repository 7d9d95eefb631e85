import type { OpName } from "../../graph/op_attributes.ts";
import type { OpCase, OpCaseTable } from "../op_case.ts";
import { compositeCases } from "./composite_cases.ts";
import { convolutionCases } from "./convolution_cases.ts";
import { depthwiseCases } from "./depthwise_cases.ts";
import { elementwiseCases } from "./elementwise_cases.ts";
import { leafCases } from "./leaf_cases.ts";
import { linearCases } from "./linear_cases.ts";
import { poolingCases } from "./pooling_cases.ts";
import { randomCases } from "./random_cases.ts";
import { reductionCases } from "./reduction_cases.ts";
import { regionCases } from "./region_cases.ts";
import { selectionCases } from "./selection_cases.ts";
import { shapeCases } from "./shape_cases.ts";

/** An op without a case does not compile. */
const TABLE: OpCaseTable = {
  ...leafCases,
  ...elementwiseCases,
  ...selectionCases,
  ...reductionCases,
  ...shapeCases,
  ...regionCases,
  ...linearCases,
  ...convolutionCases,
  ...depthwiseCases,
  ...poolingCases,
  ...randomCases,
  ...compositeCases,
};

/** Cases of every op: odd sizes, strides, padding, dilation, edges of the number range. */
export const opCases: readonly OpCase[] = Object.entries(TABLE).flatMap(([op, cases]) =>
  cases.map((one) => ({ ...one, op: op as OpName }) as OpCase),
);
