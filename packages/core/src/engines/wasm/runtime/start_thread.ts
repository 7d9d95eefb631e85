/** What whoever starts a thread wants to hear of it. */
export interface ThreadHandlers {
  /** What the script posts. */
  readonly onMessage: (message: unknown) => void;
  /** That the thread has failed: its script threw, or could not be loaded. */
  readonly onError: (error: unknown) => void;
}

/** A thread that runs a script. */
export interface Thread {
  /** Posts a message to its script. */
  readonly post: (message: unknown) => void;
  /** Lets a program end while the thread waits for work, where the runtime can; called once it has told that it waits. */
  readonly release: () => void;
  /** Ends it, whatever it does. */
  readonly terminate: () => void;
}

/** How a host starts a thread: it runs `source`, a script without imports, which posts and gets messages as scripts of workers do. */
export type SpawnThread = (source: string, handlers: ThreadHandlers) => Thread;

/** The part of Node's `Worker` that is needed. */
interface NodeWorker {
  on(event: "message" | "error", handler: (value: unknown) => void): void;
  postMessage(message: unknown): void;
  terminate(): Promise<number>;
  unref(): void;
}

interface NodeProcess {
  readonly getBuiltinModule?: (
    name: string,
  ) => { readonly Worker: new (source: string, options: { readonly eval: true }) => NodeWorker } | undefined;
}

/** Node's class, found without an import, which other runtimes would fail at; undefined elsewhere. */
function nodeWorkers():
  | { readonly Worker: new (source: string, options: { readonly eval: true }) => NodeWorker }
  | undefined {
  const host = globalThis as { readonly process?: NodeProcess; readonly Deno?: unknown };
  return host.Deno === undefined ? host.process?.getBuiltinModule?.("node:worker_threads") : undefined;
}

/**
 * Starts a thread with what the runtime has: a worker thread of Node, a worker of Deno or of a browser. A thread
 * of Node that waits for work does not keep the program from ending; the others do until they are terminated.
 * A browser whose content security policy forbids workers of `blob:` addresses needs a way of its own.
 * @throws {Error} If the runtime has neither.
 */
export function startThread(source: string, { onMessage, onError }: ThreadHandlers): Thread {
  const node = nodeWorkers();
  if (node !== undefined) {
    const worker = new node.Worker(source, { eval: true });
    worker.on("message", onMessage);
    worker.on("error", onError);
    return {
      post: (message) => worker.postMessage(message),
      release: () => worker.unref(),
      terminate: () => void worker.terminate(),
    };
  }
  if (typeof Worker === "undefined") {
    throw new Error("Cannot start a thread as the runtime must have workers: current value is undefined");
  }
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onerror = (event) => {
    event.preventDefault();
    onError(event.message);
  };
  return {
    post: (message) => worker.postMessage(message),
    release: () => undefined,
    terminate: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
