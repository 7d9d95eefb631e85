// One line a sampler: its key in sweeps is the name that it is exported by. What lists them has them in the order of the alphabet.
export { grid } from "./grid.ts";
export { random } from "./random.ts";
export { tpe } from "./tpe.ts";
