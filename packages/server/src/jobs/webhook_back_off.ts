/** How often a delivery is tried before it is given up. */
export const mostTries = 8;

/** Seconds after the first try; each wait is four times the one before, so that all take 4 to 8 hours together. */
const firstDelay = 5;

/**
 * Says how long to wait after a try that came to nothing.
 *
 * @param attempt Which try it was, from 1.
 * @param dice From 0 to 1: half of the wait is left to chance, so that what failed together does not come back together.
 * @returns Seconds; null if it was the last one.
 */
export function retryDelay(attempt: number, dice: number = Math.random()): number | null {
  return attempt >= mostTries ? null : firstDelay * 4 ** (attempt - 1) * (0.5 + dice / 2);
}
