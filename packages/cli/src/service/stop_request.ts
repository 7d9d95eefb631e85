/** Somebody asked the program to end: the reason of an aborted signal, not a failure. */
export class StopRequest extends Error {
  override readonly name = "StopRequest";
  /** The exit code by which a shell knows the signal. */
  readonly exitCode: number;

  constructor(signal: StopSignal) {
    super(`Stopped by ${signal}`);
    this.exitCode = 128 + signalNumbers[signal];
  }
}

/** The signals that ask a program to end. */
export type StopSignal = keyof typeof signalNumbers;

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Turns the signals that end a program into an `AbortSignal`.
 * @param onSecond Called when somebody asks again, being in a hurry.
 */
export function stopSignal(onSecond: (request: StopRequest) => void): AbortSignal {
  const controller = new AbortController();
  for (const name of Object.keys(signalNumbers) as StopSignal[]) {
    process.on(name, () => {
      const request = new StopRequest(name);
      if (controller.signal.aborted) {
        onSecond(request);
      } else {
        controller.abort(request);
      }
    });
  }
  return controller.signal;
}

/** Resolves once the signal is aborted. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    } else {
      signal.addEventListener("abort", () => resolve(), { once: true });
    }
  });
}
