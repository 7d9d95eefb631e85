/** A file of an archive or a directory. Nothing of an archive is ever written to a disk. */
export interface FoundFile {
  /** Its path, with `/`; checked by {@linkcode checkEntryPath}. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that is not part of the dataset, and why. */
export interface SkippedFile {
  readonly path: string;
  /** Such as `TRUNCATED`, `LINK` or `UNSAFE_PATH`. */
  readonly code: string;
  /** One sentence for people. */
  readonly reason: string;
}

/** All files of an archive or a directory. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly SkippedFile[];
}

/** What an archive or a directory may hold. */
export interface ImportLimits {
  /** The most files. */
  readonly files: number;
  /** The most bytes of one file, inflated. */
  readonly fileBytes: number;
  /** The most bytes of all files together, inflated. */
  readonly totalBytes: number;
  /** How many times as large as it was sent a whole archive of more than 16 MiB may become. */
  readonly ratio: number;
}

/** Enough for the datasets that this server is made for, and not for a bomb. */
export const importLimits: ImportLimits = {
  files: 200_000,
  fileBytes: 256 * 1024 * 1024,
  totalBytes: 768 * 1024 * 1024,
  ratio: 100,
};
