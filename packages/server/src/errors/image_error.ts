import { ServiceError } from "./service_error.ts";

/** What is wrong with an image. */
export type ImageErrorCode =
  /** It has no bytes. */
  | "EMPTY"
  /** It has more bytes than the server takes. */
  | "TOO_LARGE"
  /** It is no JPEG, PNG, WebP or GIF. */
  | "UNSUPPORTED_FORMAT"
  /** It has more pixels than the server takes. */
  | "TOO_MANY_PIXELS"
  /** It ends too early, or its data is damaged. */
  | "TRUNCATED"
  /** It took too long to decode. */
  | "TIMEOUT";

/** What an {@linkcode ImageError} is made of. */
export interface ImageProblem {
  /** Which of the images, from 0. */
  readonly index: number;
  readonly code: ImageErrorCode;
  /** What must hold, such as `it must have 1 to 10485760 bytes`. */
  readonly rule: string;
  /** The value that was there. */
  readonly received: string;
  readonly cause?: unknown;
}

/** An image that cannot be read: `Cannot read images[0] as <rule>: current value is <received>`. */
export class ImageError extends ServiceError {
  override readonly name = "ImageError";
  readonly index: number;
  /** What it was made of, to make it again elsewhere. */
  readonly problem: ImageProblem;

  constructor(problem: ImageProblem) {
    const { index, code, rule, received, cause } = problem;
    super(code, `Cannot read images[${index}] as ${rule}: current value is ${received}`, cause);
    this.index = index;
    this.problem = problem;
  }
}
