/**
 * Whether the runtime checks each access of WebAssembly's memory by instructions. Deno does; Node and browsers have the processor find what is
 * outside, at no cost.
 */
export function checksAccess(): boolean {
  return "Deno" in globalThis;
}
