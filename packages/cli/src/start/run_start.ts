import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Client, createClient, type Run } from "@convzoo/client";
import { StopRequest, stopSignal, whenAborted } from "../service/stop_request.ts";
import { checkPort } from "./check_port.ts";
import { type DatasetChoice, findFashionFiles } from "./fashion_files.ts";
import { sampleRequests } from "./sample_requests.ts";
import type { Screen } from "./screen.ts";
import { createStopper, type Stopper } from "./stopper.ts";
import { drawTestGarment } from "./test_garment.ts";
import { trainFashion } from "./train_fashion.ts";
import { startZooProcesses } from "./zoo_processes.ts";

/** What `convzoo start` is asked to do. */
export interface StartOptions {
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly dataset: DatasetChoice;
  readonly epochs: number;
  /** Whether to end after the prediction. */
  readonly once: boolean;
  readonly screen: Screen;
  /** Called once everything has been shown to work. */
  onResult(result: StartResult): void;
}

/** What `convzoo start` has found out. */
interface StartResult {
  readonly testAccuracy: number;
  readonly imagesPerSecond: number | null;
  readonly engine: string | null;
  readonly runId: string;
  readonly versionId: string;
  readonly prediction: {
    /** What the picture shows. */
    readonly label: string;
    /** What the model sees in it, best first. */
    readonly scores: readonly { readonly label: string; readonly score: number }[];
  };
}

/**
 * Goes the whole way once: database, server, worker, dataset, training, prediction; then serves until it is stopped.
 * Whatever happens, all processes that it started have ended when it returns.
 * @returns The exit code.
 * @throws {Error} In one sentence, if something cannot be done, or if a process that it started has ended by itself.
 */
export async function runStart(options: StartOptions): Promise<number> {
  const stopper = createStopper();
  const asked = stopSignal((request) => {
    stopper.kill();
    process.exit(request.exitCode);
  });
  let serving = false;
  try {
    const signal = await showItWorks(options, { stopper, asked });
    serving = true;
    if (!options.once) {
      options.screen.say("\nServing; press Ctrl-C to stop");
      await whenAborted(signal);
      throw signal.reason;
    }
    return 0;
  } catch (error) {
    // The terminal's Ctrl-C reaches helpers of ours as well: once somebody wants the end, what breaks breaks because of that.
    const request: unknown = asked.aborted ? asked.reason : error;
    if (!(request instanceof StopRequest)) {
      throw error;
    }
    options.screen.say("Stopping");
    return serving ? 0 : request.exitCode;
  } finally {
    await stopper.stop();
  }
}

/** @returns A signal that aborts when somebody asks to stop, or when a process has ended by itself. */
async function showItWorks(
  options: StartOptions,
  { stopper, asked }: { readonly stopper: Stopper; readonly asked: AbortSignal },
): Promise<AbortSignal> {
  const { dataDirectory, host, port, screen } = options;
  const files = await findFashionFiles(options.dataset);
  await checkPort(host, port);
  const zooProcesses = await startZooProcesses({ ...options, stopper, signal: asked });
  const broken = new AbortController();
  zooProcesses.crashed.catch((error: unknown) => broken.abort(error));
  const signal = AbortSignal.any([asked, broken.signal]);

  const { url } = zooProcesses;
  screen.say(`The API listens at ${url}`);
  const zoo = createClient({ url });
  const { run, version } = await trainFashion(zoo, { files, epochs: options.epochs, screen, signal });
  screen.say(`Version ${version.id}: test accuracy ${version.testAccuracy.toFixed(4)}`);

  const garment = await drawTestGarment(files, 0);
  const imagePath = join(dataDirectory, "garment.png");
  await writeFile(imagePath, garment.png);
  const image = new File([garment.png], "garment.png", { type: "image/png" });
  const [prediction] = await zoo.predict(version.id, [image], { topK: 3, signal });
  const { scores } = prediction!;
  screen.say(`\nWhat it sees in ${imagePath}, which shows "${garment.label}":`);
  for (const { label, score } of scores) {
    screen.say(`  ${label.padEnd(12)} ${(score * 100).toFixed(1).padStart(5)} %`);
  }
  screen.say(`\nThe API: ${url}`);
  for (const { title, command } of sampleRequests({ url, runId: run.id, versionId: version.id, imagePath })) {
    screen.say(`\n# ${title}\n${command}`);
  }
  options.onResult({
    testAccuracy: version.testAccuracy,
    imagesPerSecond: await findSpeed(zoo, run, signal),
    engine: run.engine,
    runId: run.id,
    versionId: version.id,
    prediction: {
      label: garment.label,
      scores: scores.map(({ label, score }) => ({ label, score })),
    },
  });
  return signal;
}

/** The speed of the whole training, as its last events tell. */
async function findSpeed(zoo: Client, run: Run, signal: AbortSignal): Promise<number | null> {
  for await (const event of zoo.runs.watch(run.id, { signal })) {
    if (event.type === "RunFinished") {
      return event.imagesPerSecond;
    }
  }
  return null;
}
