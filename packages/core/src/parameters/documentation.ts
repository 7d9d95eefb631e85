/** What a reader needs to know of a technique beside its summary and its parameters. */
export interface Documentation {
  /** What it computes, with the names of its parameters: `f(x) = max(x, slope x)`. */
  readonly formula: string;
  /** When to use it, and how its values compare with those of a sibling that people know. One to three sentences. */
  readonly advice: string;
  /** Where it comes from: authors, title, year, and an identifier such as an arXiv number. */
  readonly reference: string;
}
