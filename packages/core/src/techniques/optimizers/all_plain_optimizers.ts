// One line an optimizer that wraps no other: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { adadelta } from "./adadelta.ts";
export { adagrad } from "./adagrad.ts";
export { adam } from "./adam.ts";
export { adamax } from "./adamax.ts";
export { adamw } from "./adamw.ts";
export { amsgrad } from "./amsgrad.ts";
export { lamb } from "./lamb.ts";
export { lion } from "./lion.ts";
export { momentum } from "./momentum.ts";
export { muon } from "./muon.ts";
export { nadam } from "./nadam.ts";
export { nesterov } from "./nesterov.ts";
export { rmsprop } from "./rmsprop.ts";
export { sgd } from "./sgd.ts";
