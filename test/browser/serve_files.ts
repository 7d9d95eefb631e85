import { createServer, type OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** Something that the server gives. */
export interface ServedFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** A server that listens on this machine only. */
export interface FileServer {
  /** Such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** With these a browser lets a page share memory between its workers. */
const ISOLATING: OutgoingHttpHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * Serves files from memory.
 * @param files By path, such as `/index.html`.
 * @param options Whether COOP and COEP headers isolate the page.
 */
export async function serveFiles(
  files: Readonly<Record<string, ServedFile>>,
  { isolated }: { readonly isolated: boolean },
): Promise<FileServer> {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    const headers = isolated ? ISOLATING : {};
    if (file === undefined) {
      response.writeHead(404, headers).end();
    } else {
      response.writeHead(200, { ...headers, "Content-Type": file.type }).end(file.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
