import { createServer, type RequestListener } from "node:http";
import type { Socket } from "node:net";

/** A listening HTTP server. */
export interface Listening {
  /** Such as `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** Takes no more requests, gives those under way a moment to end, and hangs up. */
  close(): Promise<void>;
}

/** Where to listen. */
export interface ListenOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** A dataset may take this long to arrive; the client waits as long. */
const requestTimeout = 600_000;

/** How long requests that are under way may take when the server stops. */
const closePatience = 5000;

/**
 * Starts to listen.
 *
 * @throws {Error} In one sentence, if the port is in use or not ours to use.
 */
export async function listen(listener: RequestListener, { host, port }: ListenOptions): Promise<Listening> {
  let closing = false;
  const server = createServer({ requestTimeout, headersTimeout: 30_000, keepAliveTimeout: 65_000 });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", (request, response) => {
    if (closing) {
      response.setHeader("connection", "close");
    }
    // A client keeps its connection for the next request, and would keep a server waiting that is closing.
    response.once("close", () => closing && setImmediate(() => server.closeIdleConnections()));
    listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === "EADDRINUSE" ? "it is in use" : cause.message;
    throw new Error(`Cannot listen on port ${port} of ${host}: ${reason}`, { cause });
  });
  const address = server.address();
  const found = typeof address === "object" && address !== null ? address.port : port;
  return {
    origin: `http://${host.includes(":") ? `[${host}]` : host}:${found}`,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // Clients open connections to have them at hand; to Node one that has never been used is not idle.
      for (const socket of sockets) {
        if (socket.bytesRead === 0) {
          socket.destroy();
        }
      }
      const timer = setTimeout(() => server.closeAllConnections(), closePatience);
      await closed;
      clearTimeout(timer);
    },
  };
}
