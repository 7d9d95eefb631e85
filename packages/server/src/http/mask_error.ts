import { GraphQLError } from "graphql";
import { ServiceError } from "../errors/service_error.ts";
import type { Logger } from "../log.ts";
import { currentRequest } from "./request_info.ts";

/**
 * Makes the function that decides what clients see of an error.
 *
 * A failure of the request itself (syntax, types, limits) passes, and so does a `ServiceError` where there is no result
 * union for it, with its code. Everything else is logged, and one sentence names the request under which the log has it.
 */
export function createMaskError(log: Logger): (error: unknown) => Error {
  return (error) => {
    const cause = originalOf(error);
    if (cause instanceof ServiceError) {
      return copy(error, cause.message, { code: cause.code });
    }
    if (cause instanceof GraphQLError) {
      const { code = "BAD_USER_INPUT" } = cause.extensions;
      return copy(error, cause.message, { ...cause.extensions, code });
    }
    const requestId = currentRequest.getStore()?.id;
    log.error({ error: cause, requestId, path: positionOf(error)?.path }, "A request failed");
    return copy(
      error,
      `Cannot answer the request as something failed inside; the log has it under ${requestId ?? "no request"}`,
      // `unexpected` makes Yoga answer with status 500 if there is no data.
      { code: "INTERNAL_SERVER_ERROR", requestId, unexpected: true },
    );
  };
}

/** The error that was thrown, out of those that GraphQL wraps around it. */
function originalOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined
    ? originalOf(error.originalError)
    : error;
}

function positionOf(error: unknown): GraphQLError | undefined {
  return error instanceof GraphQLError ? error : undefined;
}

function copy(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const { nodes, path } = positionOf(error) ?? {};
  return new GraphQLError(message, { nodes, path, extensions });
}
