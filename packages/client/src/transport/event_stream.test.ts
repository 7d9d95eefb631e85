import { describe, expect, test } from "vitest";
import { collect } from "../testing/fake_server.ts";
import { readEventStream, type StreamMessage } from "./event_stream.ts";

function read(chunks: readonly Uint8Array[]): Promise<StreamMessage[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(chunk);
      }
      controller.close();
    },
  });
  return collect(readEventStream(body, () => undefined));
}

const encoder = new TextEncoder();

describe("readEventStream()", () => {
  const text = ':\n\nevent: next\ndata: {"label":"Größe 👟"}\n\n: ping\n\nevent: complete\ndata:\n\n';
  const expected = [
    { event: "next", data: '{"label":"Größe 👟"}' },
    { event: "complete", data: "" },
  ];

  test("gives the same messages however the bytes are cut", async () => {
    const bytes = encoder.encode(text);
    for (let size = 1; size <= bytes.length; size += 1) {
      const chunks: Uint8Array[] = [];
      for (let start = 0; start < bytes.length; start += size) {
        chunks.push(bytes.subarray(start, start + size));
      }
      expect(await read(chunks), `chunks of ${size}`).toEqual(expected);
    }
  });

  test.each(["\r\n", "\r"])("takes lines that end in %j", async (end) => {
    expect(await read([encoder.encode(text.replaceAll("\n", end))])).toEqual(expected);
  });

  test("joins several data lines, and gives no message for an unfinished block", async () => {
    const messages = await read([encoder.encode("data: a\ndata:b\n\nevent: next\ndata: lost")]);
    expect(messages).toEqual([{ event: "message", data: "a\nb" }]);
  });

  test("cancels the body when the loop is left, and reports every chunk", async () => {
    let cancelled = false;
    let chunks = 0;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(encoder.encode(": hello\n\n"));
        controller.enqueue(encoder.encode("data: one\n\n"));
      },
      cancel() {
        cancelled = true;
      },
    });
    for await (const _ of readEventStream(body, () => {
      chunks += 1;
    })) {
      break;
    }
    expect({ cancelled, chunks }).toEqual({ cancelled: true, chunks: 2 });
  });
});
