// One line a loss: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { binaryCrossentropy } from "./binary_crossentropy.ts";
export { categoricalCrossentropy } from "./categorical_crossentropy.ts";
export { focal } from "./focal.ts";
export { meanSquaredError } from "./mean_squared_error.ts";
export { sparseCategoricalCrossentropy } from "./sparse_categorical_crossentropy.ts";
