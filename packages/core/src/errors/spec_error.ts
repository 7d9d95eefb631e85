/** How a value is shown in an error: JSON, cut at 80 characters. */
export function formatReceived(value: unknown): string {
  const text =
    typeof value === "number" || value === undefined
      ? String(value)
      : (JSON.stringify(value) ?? typeof value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** What a spec error is made of. */
export interface SpecProblem {
  /** What could not be done, such as `Cannot build layer "conv2d" at layers[3]`. */
  readonly action: string;
  /** Where in the spec, such as `layers[3].conv2d.filters`. */
  readonly path: string;
  /** What must hold, such as `filters must be a positive integer`. */
  readonly rule: string;
  /** The value that was there. */
  readonly received: unknown;
}

/** A spec that cannot be read or built: `<action> as <rule>: current value is <received>`. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  readonly code = "SPEC_INVALID";
  /** Where in the spec; empty for the spec itself. */
  readonly path: string;
  /** The value that was there, as text. */
  readonly received: string;

  constructor(problem: SpecProblem) {
    const received = formatReceived(problem.received);
    super(`${problem.action} as ${problem.rule}: current value is ${received}`);
    this.path = problem.path;
    this.received = received;
  }
}
