import { getOperationAST } from "graphql";
import type { Plugin } from "graphql-yoga";
import { currentRequest } from "./request_info.ts";

/** Notes for the log which operation a request runs: its name, or its kind if it has none. */
export function useOperationName(): Plugin {
  const note: NonNullable<Plugin["onExecute"]> & NonNullable<Plugin["onSubscribe"]> = ({ args }) => {
    const request = currentRequest.getStore();
    const operation = getOperationAST(args.document, args.operationName);
    if (request !== undefined && operation) {
      request.operation = operation.name?.value ?? operation.operation;
    }
  };
  return { onExecute: note, onSubscribe: note };
}
