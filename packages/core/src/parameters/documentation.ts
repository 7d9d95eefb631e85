/** One key and what it is given, as a spec has it: `{ conv2d: { filters: 32 } }`. */
export type SpecExample = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a reader needs to know of a technique beside its summary and its parameters. */
export interface Documentation<TExample extends object = SpecExample> {
  /** What it computes, with the names of its parameters: `f(x) = max(x, slope x)`. */
  readonly formula: string;
  /** When to use it, and how its values compare with those of a sibling that people know. One to three sentences. */
  readonly advice: string;
  /** Where it comes from: authors, title, year, and an identifier such as an arXiv number. */
  readonly reference: string;
  /**
   * As a person writes it, with values worth trying: `{ cosine: { floor: 0.01 } }`. The key is the entry's id; an activation, which has no key
   * of its own, stands in its layer. The conformance suite runs it.
   */
  readonly example: TExample;
}
