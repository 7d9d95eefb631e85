// The schedules that hold no other have their lines in all_plain_schedules.ts; here is one line for each of the others.
export * from "./all_plain_schedules.ts";
export { linearWarmup } from "./linear_warmup.ts";
