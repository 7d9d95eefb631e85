import type { EntriesOf, SpecInputOf, SpecOf } from "../../parameters/entry_definition.ts";
import { registryOf } from "../../parameters/registry_of.ts";
import * as allStarts from "./all_starts.ts";

type Definitions = typeof allStarts;

/** Where a network's first weights come from, complete: `{ version: { digest: "9f86...", layers: 0 } }`. */
export type StartSpec = SpecOf<Definitions>;

/** {@linkcode StartSpec} as a person writes it. */
export type StartSpecInput = SpecInputOf<Definitions>;

/** Every place where first weights come from by id. Data alone, as the training loop does the rest. */
export const STARTS: EntriesOf<Definitions> = registryOf(allStarts);
