/** Says which of some figures is not finite; null if all are. */
export function nonFinite(figures: Readonly<Record<string, number>>): string | null {
  const bad = Object.entries(figures).find(([, value]) => !Number.isFinite(value));
  return bad === undefined
    ? null
    : `Cannot go on as the ${bad[0]} must be finite: current value is ${bad[1]}`;
}
