// One line a stopping rule: its key in specs is the name that it is exported by. What lists them has them in the order of the alphabet.
export { earlyStopping } from "./early_stopping.ts";
