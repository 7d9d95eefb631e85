import type { ModelSpecInput, TrainSpecInput } from "@convzoo/core";

/** A network and how it is trained, as a person writes them: all that a run needs beside its data and its seed. */
export interface Recipe {
  /** One sentence. */
  readonly summary: string;
  readonly model: ModelSpecInput;
  readonly train: TrainSpecInput;
}
