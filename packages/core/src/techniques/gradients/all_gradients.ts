// One line a gradient technique: its key in specs is the name that it is exported by. How they nest follows from the place that each names.
export { clipByGlobalNorm } from "./clip_by_global_norm.ts";
export { clipByNorm } from "./clip_by_norm.ts";
export { clipByValue } from "./clip_by_value.ts";
export { discriminativeRates } from "./discriminative_rates.ts";
export { ema } from "./ema.ts";
export { freeze } from "./freeze.ts";
export { gradientAccumulation } from "./gradient_accumulation.ts";
export { gradualUnfreezing } from "./gradual_unfreezing.ts";
export { layerRates } from "./layer_rates.ts";
export { weightDecay } from "./weight_decay.ts";
