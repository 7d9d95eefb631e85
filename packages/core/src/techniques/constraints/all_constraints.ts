// One line a constraint: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { maxNorm } from "./max_norm.ts";
