import type { Evaluation } from "./evaluate.ts";
import type { EpochEvent } from "./train_event.ts";

/** What judged an epoch as its event tells it: validation images, test images, or nothing. */
export function epochFigures(
  judged: Evaluation | null,
  isValidated: boolean,
): Pick<EpochEvent, "validationLoss" | "validationAccuracy" | "testLoss" | "testAccuracy" | "metrics"> {
  const { loss = null, accuracy = null, metrics = {} } = judged ?? {};
  return isValidated
    ? { validationLoss: loss, validationAccuracy: accuracy, testLoss: null, testAccuracy: null, metrics }
    : { validationLoss: null, validationAccuracy: null, testLoss: loss, testAccuracy: accuracy, metrics };
}
