import type { Browser } from "playwright-core";
import type { Task, TaskResult } from "./page_program.ts";
import { type ServedFile, serveFiles } from "./serve_files.ts";

/** Where in a browser a task runs. */
export interface Place {
  readonly where: "page" | "worker";
  /** Whether COOP and COEP headers let it share memory. */
  readonly isolated: boolean;
}

/** The files that a page loads. */
export interface PageFiles {
  /** `page_program.ts` as JavaScript. */
  readonly program: string;
  readonly model: Uint8Array;
}

const PAGE = '<!doctype html><title>ConvZoo</title><script type="module" src="/program.js"></script>';

/** What the page offers once its program is loaded. */
interface PageGlobals {
  readonly runTask: (task: Task) => Promise<TaskResult>;
}

/** Runs in the page: the task itself. */
function runInPage(task: Task): Promise<TaskResult> {
  return (globalThis as unknown as PageGlobals).runTask(task);
}

/** Runs in the page: hands the task to a worker. */
function runInWorker(task: Task): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker("/program.js", { type: "module" });
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.addEventListener("message", ({ data }: MessageEvent<{ result?: TaskResult; error?: string }>) => {
      worker.terminate();
      return data.result === undefined ? reject(new Error(data.error)) : resolve(data.result);
    });
    worker.postMessage(task);
  });
}

/**
 * Runs a task in a fresh page of a browser, from a server on this machine.
 * @throws {Error} If the task fails, or the page complains of anything.
 */
export async function runTask(
  browser: Browser,
  files: PageFiles,
  { where, isolated }: Place,
  task: Task,
): Promise<TaskResult> {
  const served: Readonly<Record<string, ServedFile>> = {
    "/": { type: "text/html", body: PAGE },
    "/favicon.ico": { type: "image/x-icon", body: "" },
    "/program.js": { type: "text/javascript", body: files.program },
    "/model.safetensors": { type: "application/octet-stream", body: files.model },
  };
  const server = await serveFiles(served, { isolated });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => complaints.push(message.text()));
  try {
    await page.goto(server.origin, { waitUntil: "load" });
    const result = await page.evaluate(where === "page" ? runInPage : runInWorker, task);
    if (complaints.length > 0) {
      throw new Error(`Cannot accept a page as it must be silent: it wrote ${complaints.join("; ")}`);
    }
    return result;
  } finally {
    await page.close();
    await server.close();
  }
}
