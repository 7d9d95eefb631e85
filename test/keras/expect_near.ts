/** How far a number may be from the one expected. */
export type Nearness = { readonly absolute: number } | { readonly relative: number };

/**
 * Fails unless numbers are near those expected.
 * @param subject What they are, for the message.
 * @throws {Error} That names the farthest, its place, what was expected and what came.
 */
export function expectNear(
  subject: string,
  pair: { readonly actual: ArrayLike<number>; readonly expected: ArrayLike<number> },
  nearness: Nearness,
): void {
  const { actual, expected } = pair;
  if (actual.length !== expected.length) {
    throw new Error(
      `Cannot accept ${subject} as there must be ${expected.length} numbers: current count is ${actual.length}`,
    );
  }
  let farthest = { index: -1, times: 0 };
  let far = 0;
  for (let index = 0; index < expected.length; index++) {
    const allowed =
      "absolute" in nearness ? nearness.absolute : nearness.relative * Math.abs(expected[index]!);
    const distance = Math.abs(actual[index]! - expected[index]!);
    // NaN is never near
    const times = distance <= allowed ? 0 : distance / allowed;
    far += times === 0 ? 0 : 1;
    if (!(times <= farthest.times)) {
      farthest = { index, times: Number.isNaN(times) ? Number.POSITIVE_INFINITY : times };
    }
  }
  if (far > 0) {
    const { index } = farthest;
    throw new Error(
      `Cannot accept ${subject} as number ${index} must be within ${JSON.stringify(nearness)} of ${expected[index]}: current value is ${actual[index]} (${far} of ${expected.length} are too far, this one the farthest)`,
    );
  }
}
