import type { IncomingMessage, ServerResponse } from "node:http";
import type { Database } from "../postgres/database.ts";
import { drawDatasetImage } from "../services/dataset_images.ts";
import type { ImageSigner } from "../services/image_signature.ts";

const form = /^\/images\/([0-9a-f-]{36})\/(\d{1,9})\.png$/;

/** Answers requests for pictures, whose paths the API has signed; false if a path is none of a picture. */
export async function answerDatasetImage(
  services: { readonly database: Database; readonly imageSigner: ImageSigner },
  { url = "", method }: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const [, datasetId, position] = form.exec(url.split("?", 1)[0]!) ?? [];
  if (datasetId === undefined || (method !== "GET" && method !== "HEAD")) {
    return false;
  }
  if (!services.imageSigner.check(url)) {
    response
      .writeHead(403, { "content-type": "text/plain; charset=utf-8" })
      .end("Cannot show the picture as its path must be signed and not expired: ask for a new one\n");
    return true;
  }
  const png = await drawDatasetImage(services, datasetId, Number(position));
  if (png === undefined) {
    response
      .writeHead(404, { "content-type": "text/plain; charset=utf-8" })
      .end("There is no such picture\n");
  } else {
    response.writeHead(200, {
      "content-type": "image/png",
      "content-length": png.byteLength,
      "cache-control": "private, max-age=900",
    });
    response.end(method === "HEAD" ? undefined : png);
  }
  return true;
}
