/** The nearest byte; halves go up, and what is beyond 0 to 255 is cut. */
export function toByte(value: number): number {
  const rounded = Math.floor(value + 0.5);
  return Math.max(0, Math.min(255, rounded));
}
