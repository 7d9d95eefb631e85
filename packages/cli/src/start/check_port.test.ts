import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { checkPort } from "./check_port.ts";

describe("checkPort()", () => {
  test("passes a free port and leaves it free", async () => {
    await checkPort("127.0.0.1", 0);
  });

  test("names a port that is in use", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expect(checkPort("127.0.0.1", port)).rejects.toThrow(
      `Cannot listen on port ${port} of 127.0.0.1: it is in use; choose another with --port`,
    );
    await new Promise((resolve) => server.close(resolve));
    await checkPort("127.0.0.1", port);
    await checkPort("127.0.0.1", port);
  });
});
