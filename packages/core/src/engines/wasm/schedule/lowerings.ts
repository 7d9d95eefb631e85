import type { OpName } from "../../../graph/op_attributes.ts";
import { dataLowerings } from "./data_lowerings.ts";
import { imageLowerings } from "./image_lowerings.ts";
import type { LoweringTable } from "./lowering.ts";
import { matrixLowerings } from "./matrix_lowerings.ts";
import { maxPoolLowerings } from "./max_pool_lowerings.ts";
import { regionLowerings } from "./region_lowerings.ts";
import { windowLowerings } from "./window_lowerings.ts";

/** How the WebAssembly engine runs each op. */
export const WASM_LOWERINGS: LoweringTable = {
  placeholder: "leaf",
  variable: "leaf",
  constant: "leaf",
  reshape: "view",
  broadcastTo: "broadcast",
  neg: "chain",
  exp: "chain",
  log: "chain",
  tanh: "chain",
  sqrt: "chain",
  abs: "chain",
  sign: "chain",
  floor: "chain",
  erf: "chain",
  add: "chain",
  sub: "chain",
  mul: "chain",
  div: "chain",
  maximum: "chain",
  minimum: "chain",
  equal: "chain",
  greater: "chain",
  greaterEqual: "chain",
  select: "chain",
  cast: "chain",
  relu: "chain",
  ...dataLowerings,
  ...regionLowerings,
  ...matrixLowerings,
  ...imageLowerings,
  ...windowLowerings,
  ...maxPoolLowerings,
  maxPoolGrad: "decompose",
  sigmoid: "decompose",
  softmax: "decompose",
  softplus: "decompose",
  erfInv: "decompose",
  standardise: "decompose",
  sparseSoftmaxCrossEntropy: "decompose",
  resizeNearest: "decompose",
  stopGradient: "decompose",
};

/** Whether the engine runs an op as it is. */
export function keepsOp(op: OpName): boolean {
  return WASM_LOWERINGS[op] !== "decompose";
}
