/** What the code may use. */
export interface TargetFeatures {
  /** Relaxed SIMD: a multiplication and an addition in one instruction, whose rounding depends on the machine. */
  readonly relaxed: boolean;
}
