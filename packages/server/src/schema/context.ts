import type { ImageSigner } from "../services/image_signature.ts";
import type { ServiceContext } from "../services/service_context.ts";
import type { FieldRule } from "./field_rule.ts";

/** What a server says of itself. */
export interface ServerFacts {
  readonly version: string;
  readonly startedAt: Date;
  /** For how many days predictions are kept, and how many. */
  readonly keptPredictions: { readonly days: number; readonly most: number };
}

/** What resolvers are given for one request. */
export interface Context extends ServiceContext {
  readonly server: ServerFacts;
  readonly imageSigner: ImageSigner;
  /** Directories that datasets may be read from, by the names that the operator gave them. */
  readonly datasetDirectories: ReadonlyMap<string, string>;
  /** Says who may have which field. @default {everybody, everything} */
  readonly fieldRule?: FieldRule | undefined;
  /** Aborts when the server stops: streams end then. */
  readonly stopping: AbortSignal;
}
