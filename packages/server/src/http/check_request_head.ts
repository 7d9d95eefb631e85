import type { IncomingMessage } from "node:http";
import { largestRequest } from "./create_api.ts";

/** Why a request is refused before its body is read. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The most bytes of a request without files. */
const largestDocument = 1024 * 1024;

/**
 * Decides by its head whether a request may send its body: it must say how long it is, and not be too long.
 *
 * @returns Why not, or undefined.
 */
export function checkRequestHead({ method, headers }: IncomingMessage): Refusal | undefined {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") {
    return undefined;
  }
  const isUpload = headers["content-type"]?.toLowerCase().startsWith("multipart/form-data") ?? false;
  const most = isUpload ? largestRequest : largestDocument;
  const length = headers["content-length"];
  if (length === undefined) {
    return {
      status: 411,
      code: "LENGTH_REQUIRED",
      message: "Cannot read the request as it must have a content-length: current value is none",
    };
  }
  if (Number(length) > most) {
    return {
      status: 413,
      code: "REQUEST_TOO_LARGE",
      message: `Cannot read the request as it must have at most ${most} bytes: current value is ${length}`,
    };
  }
  return undefined;
}
