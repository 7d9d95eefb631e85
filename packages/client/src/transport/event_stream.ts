/** One message of a server-sent event stream. */
export interface StreamMessage {
  readonly event: string;
  readonly data: string;
}

/**
 * Reads a `text/event-stream` body.
 * Comments, which servers send to keep a connection open, give no message. Leaving the loop cancels the body.
 * @param body The body of the response.
 * @param onChunk Called for every piece that arrives, comments included: a sign of life.
 * @returns The messages in order.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  onChunk: () => void,
): AsyncGenerator<StreamMessage, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      onChunk();
      text += decoder.decode(value, { stream: true });
      const blocks = text.split(/\r\n\r\n|\n\n|\r\r/);
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const message = parseBlock(block);
        if (message !== undefined) {
          yield message;
        }
      }
    }
  } finally {
    // Not awaited: the reader of the messages has no use for the moment at which the other side noticed.
    reader.cancel().catch(() => undefined);
  }
}

function parseBlock(block: string): StreamMessage | undefined {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === "event") {
      event = value ?? "";
    } else if (field === "data") {
      data.push(value ?? "");
    }
  }
  const empty = data.length === 0 && event === "message";
  return empty ? undefined : { event, data: data.join("\n") };
}
