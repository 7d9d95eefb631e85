// One line a source of validation images: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { given } from "./given.ts";
export { split } from "./split.ts";
