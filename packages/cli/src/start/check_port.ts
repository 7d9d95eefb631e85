import { createServer } from "node:net";

/**
 * Makes sure that a port can be listened on, before anything is started that would be in vain.
 * @throws {Error} If it is in use, or not ours to use.
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === "EADDRINUSE" ? "it is in use; choose another with --port" : message;
    throw new Error(`Cannot listen on port ${port} of ${host}: ${reason}`, { cause: error });
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
