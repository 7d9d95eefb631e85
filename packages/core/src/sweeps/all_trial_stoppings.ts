// One line a way of stopping trials: its key in sweeps is the name that it is exported by.
export { asha } from "./asha.ts";
