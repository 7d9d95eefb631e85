/** A range that holds the true value with the asked confidence. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** What an interval of a difference allows to say. */
export type Verdict =
  /** All of the interval is above 0. */
  | "better"
  /** All of the interval is below 0. */
  | "worse"
  /** 0 is in the interval, or there is none. */
  | "notDistinguishable";

/** What may be said of a difference; nothing without an interval. */
export function verdictOf(interval: Interval | null): Verdict {
  if (interval !== null && interval.lower > 0) {
    return "better";
  }
  return interval !== null && interval.upper < 0 ? "worse" : "notDistinguishable";
}
