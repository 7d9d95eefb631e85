/** Half of the step between the uniform numbers that philox gives: in the middle of its cell none is 0. */
export const HALF_STEP: number = 1 / 2 / 0x100_0000;
