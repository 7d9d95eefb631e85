import { useCSRFPrevention } from "@graphql-yoga/plugin-csrf-prevention";
import { createYoga, type YogaServerInstance } from "graphql-yoga";
import type { Logger } from "../log.ts";
import type { Context, ServerFacts } from "../schema/context.ts";
import type { FieldRule } from "../schema/field_rule.ts";
import { schema } from "../schema/schema.ts";
import type { ImageSigner } from "../services/image_signature.ts";
import type { ServerServices } from "../services/service_context.ts";
import { actorOf } from "./actor_of.ts";
import { createMaskError } from "./mask_error.ts";
import { useDocumentLimits } from "./use_document_limits.ts";
import { useOperationName } from "./use_operation_name.ts";

/** The path of the API. */
export const apiPath = "/graphql";

/** The most bytes of a request; four files of a dataset, or many images. */
export const largestRequest = 300 * 1024 * 1024;

/** What {@linkcode createApi} needs. */
export interface ApiOptions {
  readonly services: ServerServices;
  readonly server: ServerFacts;
  /** Aborted when the server stops: streams end then. */
  readonly stopping: AbortSignal;
  readonly log: Logger;
  /** The header in which a proxy in front of the server says who asks. */
  readonly actorHeader?: string | undefined;
  readonly imageSigner: ImageSigner;
  /** Directories that datasets may be read from, by the names that the operator gave them. */
  readonly datasetDirectories: ReadonlyMap<string, string>;
  /** Says who may have which field. @default {everybody, everything} */
  readonly fieldRule?: FieldRule | undefined;
}

/** The API of a server, as an HTTP handler. */
export type Api = YogaServerInstance<Record<never, never>, Context>;

/** Makes the GraphQL endpoint: queries, mutations with uploads, subscriptions over server-sent events. */
export function createApi(options: ApiOptions): Api {
  const { services, server, stopping, log, actorHeader, imageSigner, datasetDirectories, fieldRule } =
    options;
  return createYoga<Record<never, never>, Context>({
    schema,
    context: ({ request }): Context => ({
      ...services,
      actor: actorOf(request.headers, actorHeader),
      server,
      stopping,
      imageSigner,
      datasetDirectories,
      fieldRule,
    }),
    graphqlEndpoint: apiPath,
    // Pages of other sites must not use a server that trusts whoever reaches it.
    cors: false,
    graphiql: false,
    landingPage: false,
    maskedErrors: { maskError: createMaskError(log) },
    maxRequestBodySize: largestRequest,
    // What is worth it is logged where it happens.
    logging: false,
    plugins: [useCSRFPrevention(), useDocumentLimits(), useOperationName()],
  });
}
