/** A text that only equal plain data shares: JSON alone would write NaN and the infinities as null, and -0 as 0. */
export function exactJson(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) => {
    const isPlain = typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0));
    return isPlain ? value : `number ${Object.is(value, -0) ? "-0" : String(value)}`;
  });
}
