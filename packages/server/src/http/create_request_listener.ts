import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "../log.ts";
import { checkRequestHead, type Refusal } from "./check_request_head.ts";
import { type Api, apiPath, largestRequest } from "./create_api.ts";
import { createUploadBudget } from "./create_upload_budget.ts";
import { frontPage } from "./front_page.ts";
import { currentRequest, type RequestInfo } from "./request_info.ts";

/** What {@linkcode createRequestListener} needs. */
export interface RequestListenerOptions {
  readonly api: Api;
  readonly log: Logger;
  /** Answers a request for a picture of a dataset; false if it is none. */
  answerImage?(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Whether requests can be answered now: the database is there, and the server is not stopping. */
  isReady(): Promise<boolean>;
}

/**
 * Makes the function that answers every HTTP request: gives it an id, logs what became of it, and sends it where it belongs.
 */
export function createRequestListener({
  api,
  log,
  isReady,
  answerImage,
}: RequestListenerOptions): RequestListener {
  return (request, response) => {
    const info: RequestInfo = { id: requestId(request) };
    response.setHeader("x-request-id", info.id);
    response.setHeader("x-content-type-options", "nosniff");
    logRequest({ request, response, info, log });
    currentRequest.run(info, () => {
      route(request, response).catch((error: unknown) => {
        log.error({ error, requestId: info.id }, "A request could not be answered");
        if (response.headersSent) {
          response.destroy();
        } else {
          respond(response, 500, "Something failed inside");
        }
      });
    });
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split("?", 1)[0] ?? "/";
    if (path === "/health/live") {
      respond(response, 200, "live");
    } else if (path === "/health/ready") {
      const ready = await isReady();
      respond(response, ready ? 200 : 503, ready ? "ready" : "not ready");
    } else if (path === "/" || (path === apiPath && wantsPage(request))) {
      respond(response, 200, frontPage(`http://${request.headers.host ?? "localhost"}${apiPath}`));
    } else if (path.startsWith("/images/") && (await answerImage?.(request, response))) {
      return;
    } else if (path !== apiPath) {
      respond(response, 404, `Nothing is at ${path}; the API is at ${apiPath}`);
    } else {
      const refusal = checkRequestHead(request) ?? checkRoom(request, response);
      if (refusal === undefined) {
        await api(request, response);
      } else {
        refuse(response, refusal);
      }
    }
  }
}

/** What requests under way may hold in memory, as they were sent: two of the largest uploads, or very many others. */
const uploads = createUploadBudget(2 * largestRequest);

/** Takes room for a request until it has been answered. */
function checkRoom({ headers }: IncomingMessage, response: ServerResponse): Refusal | undefined {
  const giveBack = uploads.take(Number(headers["content-length"] ?? 0));
  if (giveBack === undefined) {
    const message = "Cannot read the request as too much is being uploaded now: try again in a moment";
    return { status: 503, code: "BUSY", message };
  }
  response.once("close", giveBack);
  return undefined;
}

/** The id that a proxy gave already, if it is a sane one. */
function requestId({ headers }: IncomingMessage): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

function wantsPage({ method, headers }: IncomingMessage): boolean {
  return method === "GET" && (headers.accept?.includes("text/html") ?? false);
}

function respond(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

/** Answers in the form of the API, and hangs up: the body that is not wanted would have to be read. */
function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  response
    .writeHead(status, { "content-type": "application/json", connection: "close", "retry-after": "1" })
    .end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

interface LoggedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly info: RequestInfo;
  readonly log: Logger;
}

function logRequest({ request, response, info, log }: LoggedRequest): void {
  const began = performance.now();
  response.once("close", () => {
    const entry = {
      requestId: info.id,
      method: request.method,
      path: request.url?.split("?", 1)[0],
      operation: info.operation,
      status: response.statusCode,
      // A client that goes away in the middle, as one does that has watched enough.
      aborted: response.writableFinished ? undefined : true,
      ms: Math.round((performance.now() - began) * 10) / 10,
    };
    if (entry.path?.startsWith("/health/")) {
      log.debug(entry, "request");
    } else {
      log.info(entry, "request");
    }
  });
}
