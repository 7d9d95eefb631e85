/** Whether Postgres can hold a text at all; nothing can be found by one that it cannot. */
export function storable(text: string): boolean {
  return !text.includes("\0");
}
