// One line a regularizer: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { l1 } from "./l1.ts";
export { l1l2 } from "./l1l2.ts";
export { l2 } from "./l2.ts";
