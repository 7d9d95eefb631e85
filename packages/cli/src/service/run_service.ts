import type { ServiceMessage } from "./service_message.ts";
import { stopSignal, whenAborted } from "./stop_request.ts";

/** Something that runs until it is closed. */
export interface Service {
  /** Where it listens, if it does. */
  readonly url?: string | undefined;
  close(): Promise<void>;
}

/** A service that does not close within this time is cut off. */
const closePatience = 15_000;

/**
 * Runs a service until a signal asks for its end, or until the process that started it is gone.
 * @param start Starts the service.
 * @returns The exit code.
 */
export async function runService(start: () => Promise<Service>): Promise<number> {
  const orphaned = new AbortController();
  process.once("disconnect", () => orphaned.abort());
  const asked = stopSignal((request) => process.exit(request.exitCode));
  const service = await start();
  await tellParent({ type: "ready", url: service.url });
  await whenAborted(AbortSignal.any([asked, orphaned.signal]));
  setTimeout(() => process.exit(1), closePatience).unref();
  await service.close();
  return 0;
}

/** Says something to the `convzoo start` that started this process, if one did. */
export async function tellParent(message: ServiceMessage): Promise<void> {
  if (process.connected) {
    await new Promise<void>((resolve) => process.send?.(message, () => resolve()));
  }
}
