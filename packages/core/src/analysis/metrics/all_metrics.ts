// One line a metric: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { accuracy } from "./accuracy.ts";
export { confusionMatrix } from "./confusion_matrix.ts";
export { expectedCalibrationError } from "./expected_calibration_error.ts";
export { f1 } from "./f1.ts";
export { precision } from "./precision.ts";
export { recall } from "./recall.ts";
export { rocAuc } from "./roc_auc.ts";
export { topKAccuracy } from "./top_k_accuracy.ts";
