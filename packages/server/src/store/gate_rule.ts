import type { DatasetSplit } from "../generated/prisma/client.ts";

/** Figures of evaluations that rules can be about. */
export const gateMetrics = ["accuracy", "macroF1", "calibrationError"] as const;

/** The images on which a rule looks. */
interface OnImages {
  readonly datasetId: string;
  readonly split: DatasetSplit;
}

/** One thing that a version must show: an object with one key. */
export type GateRule =
  | {
      readonly metric: OnImages & {
        readonly name: (typeof gateMetrics)[number];
        readonly minimum: number | null;
        readonly maximum: number | null;
      };
    }
  /** Against the version that has the alias now; passed if there is none. */
  | { readonly comparison: OnImages & { readonly require: "better" | "notWorse" } };
