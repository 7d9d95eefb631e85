// One line a place where first weights come from: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { version } from "./version.ts";
