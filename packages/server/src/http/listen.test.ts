import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { listen } from "./listen.ts";

describe("listen()", () => {
  test("does not wait for connections that nobody uses when it closes, and ends the requests under way", async () => {
    const asked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const listening = await listen(
      async (_request, response) => {
        asked.resolve();
        await release.promise;
        response.end("done");
      },
      { host: "127.0.0.1", port: 0 },
    );
    const unused = connect(Number(new URL(listening.origin).port), "127.0.0.1");
    await once(unused, "connect");
    const answer = fetch(listening.origin).then((response) => response.text());
    await asked.promise;
    const hungUp = once(unused, "close");
    const closed = listening.close();
    await hungUp;
    release.resolve();
    expect(await answer).toBe("done");
    await closed;
  });
});
