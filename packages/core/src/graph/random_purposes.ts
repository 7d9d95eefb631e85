/**
 * Last counter word of each use of random bits on the host, so that no two share bits; random ops of graphs have 0 there.
 */
export const RANDOM_PURPOSES = {
  shuffle: 1,
  synthetic: 2,
  augment: 3,
  split: 4,
  bootstrap: 5,
  sweep: 6,
} as const;
