/** How a state variable gets its first value; a pure function of this, the seed and the variable's place in the program. */
export type Initializer =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "glorotUniform"; readonly fanIn: number; readonly fanOut: number };
