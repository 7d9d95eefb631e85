import { ClientError } from "../client_error.ts";

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * Takes the data out of a GraphQL answer.
 * @param response The HTTP response; only its head is read.
 * @param text The text of the answer: the body, or one event of a stream.
 * @returns The `data` of the result.
 * @throws {ClientError} If the answer is an error, or no GraphQL result.
 */
export function readResult(response: Response, text: string): unknown {
  const result = parseResult(text);
  const context = { status: response.status, requestId: response.headers.get("x-request-id") ?? undefined };
  const errors = result?.["errors"];
  if (Array.isArray(errors) && errors.length > 0) {
    throw graphqlError(errors, context);
  }
  if (!response.ok) {
    const reason = `Cannot use the answer as its status must be 2xx: current value is ${response.status}`;
    throw new ClientError(reason, { code: "HTTP_ERROR", ...context });
  }
  const data = result?.["data"];
  if (typeof data !== "object" || data === null) {
    throw new ClientError(`Cannot use the answer as it must be a GraphQL result: ${excerpt(text)}`, {
      code: "BAD_RESPONSE",
      ...context,
    });
  }
  return data;
}

function parseResult(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function graphqlError(
  errors: readonly GraphqlError[],
  context: { readonly status: number; readonly requestId: string | undefined },
): ClientError {
  const [first] = errors;
  const { code, requestId, path, received } = first?.extensions ?? {};
  return new ClientError(first?.message ?? "Unknown error", {
    code: typeof code === "string" ? code : "GRAPHQL_ERROR",
    path: typeof path === "string" ? path : first?.path && formatPath(first.path),
    received: typeof received === "string" ? received : undefined,
    requestId: typeof requestId === "string" ? requestId : context.requestId,
    status: context.status,
    details: { errors },
  });
}

/** `["a", 3, "b"]` becomes `a[3].b`. */
function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );
}

function excerpt(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
