import { ClientError } from "../client_error.ts";

type Failure = {
  readonly __typename: string;
  readonly message: string;
  readonly code: string;
};

/** The data of a result union's success. */
export type SuccessData<Result> = Result extends { readonly data: infer Data } ? Data : never;

/**
 * Takes the data out of a mutation's result, or throws the typed error that the server gave instead.
 * @throws {ClientError} With the error's `code`, its `path` and `received`, and all else that it has in `details`.
 */
export function unwrap<Result extends { readonly data: unknown } | Failure>(
  result: Result,
): SuccessData<Result> {
  if ("data" in result) {
    return result.data as SuccessData<Result>;
  }
  const { message, code, __typename, ...details } = result as Failure;
  const { path, received } = details as { readonly path?: string; readonly received?: string | null };
  throw new ClientError(message, {
    code,
    path,
    received: received ?? undefined,
    details: { type: __typename, ...details },
  });
}
