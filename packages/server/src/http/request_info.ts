import { AsyncLocalStorage } from "node:async_hooks";

/** What the log says of a request. */
export interface RequestInfo {
  /** Under which the log and the client know the request. */
  readonly id: string;
  /** The GraphQL operation: its name, or its kind; set once it is known. */
  operation?: string | undefined;
}

/** The request that the running code works for; also in everything that it awaits. */
export const currentRequest: AsyncLocalStorage<RequestInfo> = new AsyncLocalStorage();
