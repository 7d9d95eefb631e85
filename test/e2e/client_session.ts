import { readFile } from "node:fs/promises";
import process from "node:process";
import { createClient, isClientError } from "@convzoo/client";

/** What a program does with the client; the same file is run by Node and by Deno, and must print the same. */
const [url, runId, versionId, imagePath] = process.argv.slice(2) as [string, string, string, string];
const zoo = createClient({ url });

const sequences: number[] = [];
for await (const { sequence } of zoo.runs.watch(runId, { after: 2 })) {
  sequences.push(sequence);
}
const image = new File([new Uint8Array(await readFile(imagePath))], "garment.png", { type: "image/png" });
const [predicted] = await zoo.predict(versionId, [image]);
// each time another one
const { predictionId: _id, ...prediction } = predicted!;
const failure = await zoo.runs.cancel(runId).catch((error: unknown) => error);
process.stdout.write(
  JSON.stringify({
    sequences,
    prediction,
    error: isClientError(failure) ? [failure.code, failure.details["state"]] : String(failure),
  }),
);
