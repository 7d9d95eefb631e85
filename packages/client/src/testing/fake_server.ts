/** A request as a server would see it. */
interface SeenRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
  readonly form: FormData | undefined;
}

type Answer = Response | Error | ((signal: AbortSignal | undefined) => Response | Promise<Response>);

/** A `fetch` that never leaves the test. */
export interface FakeServer {
  readonly fetch: typeof globalThis.fetch;
  readonly requests: SeenRequest[];
}

/** Answers requests from a list, in order; the last answer is given again and again. */
export function fakeServer(...answers: readonly Answer[]): FakeServer {
  const requests: SeenRequest[] = [];
  return { fetch, requests };

  async function fetch(_url: unknown, init: RequestInit = {}): Promise<Response> {
    init.signal?.throwIfAborted();
    const form = init.body instanceof FormData ? init.body : undefined;
    const operation = JSON.parse(form === undefined ? String(init.body) : String(form.get("operations")));
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ ...operation, headers: new Headers(init.headers), form });
    if (answer instanceof Error) {
      throw answer;
    }
    return answer instanceof Response
      ? answer.clone()
      : await (answer as Exclude<Answer, Response | Error>)(init.signal ?? undefined);
  }
}

/** A GraphQL result with data. */
export function dataResponse(data: unknown): Response {
  return Response.json({ data });
}

/** A stream of subscription results; without `complete` the connection breaks off. */
export function streamResponse(
  results: readonly unknown[],
  { complete = true }: { readonly complete?: boolean } = {},
): Response {
  const events = results.map((result) => `event: next\ndata: ${JSON.stringify(result)}\n\n`);
  const text = [":\n\n", ...events, ...(complete ? ["event: complete\ndata:\n\n"] : [])].join("");
  return new Response(text, { headers: { "content-type": "text/event-stream" } });
}

/** A stream that stays open after its first text, until the request is aborted. */
export function openStream(text: string): (signal: AbortSignal | undefined) => Response {
  return (signal) =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(text));
          signal?.addEventListener("abort", () => controller.error(signal.reason));
        },
      }),
      { headers: { "content-type": "text/event-stream" } },
    );
}

/** Reads a stream to its end. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}
