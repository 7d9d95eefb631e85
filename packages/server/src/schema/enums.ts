import { EngineMode, RunState } from "../generated/prisma/client.ts";
import { builder } from "./builder.ts";

/** Where a run is in its life. */
export const runState = builder.enumType("RunState", {
  description: "Where a run is in its life. SUCCEEDED, FAILED and CANCELED are final.",
  values: Object.values(RunState),
});

/** How an engine computes. */
export const engineMode = builder.enumType("EngineMode", {
  description: "How an engine computes.",
  values: {
    [EngineMode.PORTABLE]: { description: "The same bits on every machine." },
    [EngineMode.FAST]: { description: "As fast as it goes: the same bits on one kind of machine." },
  } as const,
});
