import type { NamedTensors } from "../../graph/program.ts";
import type { CataloguedEntry } from "./catalogued_entry.ts";
import { variantOf } from "./check_example.ts";
import { demand } from "./demand.ts";
import { trainAgain, trainVariant } from "./train_variant.ts";

/** Whether two sets of tensors have the same bits. */
function isSame(a: NamedTensors, b: NamedTensors): boolean {
  return Object.entries(a).every(([name, data]) =>
    data.every((value, index) => Object.is(value, b[name]![index])),
  );
}

/** The same seed gives the same weights, to the bit; another gives others. */
export async function checkSeeds(entry: CataloguedEntry): Promise<void> {
  const variant = variantOf(entry);
  const [one, again, other] = [
    await trainVariant(variant, 1),
    await trainAgain(variant, 1),
    await trainAgain(variant, 2),
  ];
  demand(isSame(one.weights, again.weights), "the same seed must give the same weights");
  demand(!isSame(one.weights, other.weights), "another seed must give other weights");
}
