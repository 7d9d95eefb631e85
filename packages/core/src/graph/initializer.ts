/** Where the numbers of a random initialiser come from. */
export type Distribution =
  /** Evenly between two limits. */
  | "uniform"
  /** Normal numbers, of which those beyond two standard deviations are left out. */
  | "truncatedNormal";

/** How a state variable gets its first value; a pure function of this, the seed and the variable's place in the program. */
export type Initializer =
  | { readonly kind: "constant"; readonly value: number }
  /** Random numbers of mean 0 and variance `scale / fan`. */
  | {
      readonly kind: "random";
      readonly distribution: Distribution;
      readonly scale: number;
      readonly fan: number;
    }
  /** A matrix, all axes but the last as rows, whose columns (or rows, if they are fewer) are orthonormal, times `gain`. */
  | { readonly kind: "orthogonal"; readonly gain: number };
