// The optimizers that wrap no other have their lines in all_plain_optimizers.ts; here is one line for each of the others.
export * from "./all_plain_optimizers.ts";
export { lookahead } from "./lookahead.ts";
