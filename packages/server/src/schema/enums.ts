import { EngineMode, RunOriginKind, RunState, SweepState } from "../generated/prisma/client.ts";
import { builder } from "./builder.ts";

/** Where a run is in its life. */
export const runState = builder.enumType("RunState", {
  description:
    "Where a run is in its life. A paused one waits until it is resumed. SUCCEEDED, FAILED and CANCELED are final.",
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

/** Why a run was made from another one. */
export const runOriginKind = builder.enumType("RunOriginKind", {
  description: "Why a run was made from another one.",
  values: {
    [RunOriginKind.RETRY]: { description: "The other one did not succeed; this one does the same again." },
    [RunOriginKind.FORK]: { description: "It goes on from the other one's checkpoint." },
    [RunOriginKind.REPRODUCTION]: { description: "To see whether the same comes out." },
  } as const,
});

/** Where a sweep is in its life. */
export const sweepState = builder.enumType("SweepState", {
  description: "Where a sweep is in its life. FINISHED, FAILED and CANCELED are final.",
  values: {
    [SweepState.RUNNING]: { description: "Trials begin as there is room for them." },
    [SweepState.PAUSED]: { description: "No trial begins until it is resumed; those under way go on." },
    [SweepState.FINISHED]: { description: "All trials are over, and no more are to come." },
    [SweepState.FAILED]: { description: "Its trials all failed." },
    [SweepState.CANCELED]: { description: "Somebody ended it." },
  } as const,
});
