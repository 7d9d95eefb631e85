import type { IdxDatasetFiles, ImageShape } from "@convzoo/core";

/** Where a dataset comes from; bytes are whole files as they were sent. */
export type ImportSource =
  /** The four files of MNIST, plain or gzip, and two more where there are images to validate with. */
  | { readonly idx: { readonly files: IdxFiles; readonly classes: readonly string[] } }
  /** A zip or tar of class folders. */
  | { readonly archive: { readonly file: Uint8Array; readonly size?: ImageShape | undefined } }
  /** Class folders in a directory that the operator has named. */
  | { readonly directory: { readonly directory: string; readonly size?: ImageShape | undefined } }
  | {
      readonly cifar: {
        readonly train: readonly Uint8Array[];
        readonly test: readonly Uint8Array[];
        readonly validation: readonly Uint8Array[];
        readonly classes: readonly string[];
        readonly labelBytes: 1 | 2;
      };
    }
  /** Arrays `x_train`, `y_train` and, where there are any, `x_test` and `y_test`, `x_val` and `y_val`. */
  | { readonly npz: { readonly file: Uint8Array; readonly classes: readonly string[] } }
  | {
      readonly csv: {
        readonly train: Uint8Array;
        readonly test?: Uint8Array | undefined;
        readonly validation?: Uint8Array | undefined;
        readonly classes: readonly string[];
        readonly size: ImageShape;
      };
    };

/** The files of a dataset in the form of MNIST. */
export type IdxFiles = Omit<IdxDatasetFiles, "name" | "classes" | "limit">;

/** How images are split where the source does not say. */
export interface ImportSplit {
  readonly seed: number;
  /** Share of test images, above 0 and below 1. */
  readonly testFraction: number;
}
