import { connect, createServer, type Socket } from "node:net";

/** A way to a database that can fall silent, as a cut cable does: nothing is closed, and nothing comes through. */
export interface TcpGate {
  /** The address of the database by this way. */
  readonly url: string;
  /** Lets nothing through any more on the connections there are; new ones work. */
  silence(): void;
  close(): Promise<void>;
}

/** Opens a {@linkcode TcpGate}. */
export async function openTcpGate(databaseUrl: string): Promise<TcpGate> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(typeof address === "object" ? address?.port : address);
  return {
    url: url.href,
    silence() {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    async close() {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
