/** Whether a technique works on the step alone, or on whole steps from outside: those see raw gradients, and weights as they will be. */
export type GradientStage = "whole" | "step";

/** Where a gradient technique stands between gradients and weights. */
export type GradientPlace =
  | "weightMean"
  | "accumulation"
  | "elementLimit"
  | "tensorLimit"
  | "globalLimit"
  | "layerRate"
  | "depthRate"
  | "freezing"
  | "decay";

/**
 * All places, the outermost first: gradients go through them from the outside in, new weights from the inside out.
 * Techniques that share a place stand in the order of their ids.
 */
export const GRADIENT_PLACES: { readonly [TPlace in GradientPlace]: GradientStage } = {
  // A mean is of weights as they will be, after everything else
  weightMean: "whole",
  // What is further in sees the gradients of all batches as those of one, and only when a step is due
  accumulation: "whole",
  // Between the two stages stands the constraint, which holds for whatever a step made of the weights.
  // Limits go from the narrow to the wide, so that the widest holds for what the optimizer is handed
  elementLimit: "step",
  tensorLimit: "step",
  globalLimit: "step",
  // Rates scale all of a step, decay included
  layerRate: "step",
  depthRate: "step",
  freezing: "step",
  decay: "step",
};
