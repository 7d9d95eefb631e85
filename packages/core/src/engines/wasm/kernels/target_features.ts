/** What the code may use. */
export interface TargetFeatures {
  /** Relaxed SIMD: a multiplication and an addition in one instruction, whose rounding depends on the machine. */
  readonly relaxed: boolean;
  /** Whether each access of memory costs instructions that check it, so that one load and shuffles are cheaper than four loads. @default {false} */
  readonly checkedAccess?: boolean;
}
