import sharp, { type Sharp } from "sharp";

/** A picture as a file to upload. */
export async function blob(image: Sharp): Promise<Blob> {
  return new Blob([new Uint8Array(await image.toBuffer())]);
}

/** A grey picture. */
export function blank(size: number): Sharp {
  return sharp({ create: { width: size, height: size, channels: 3, background: "#808080" } });
}

/** The first half of a JPEG file. */
export async function halfJpeg(): Promise<Blob> {
  const noise = { type: "gaussian", mean: 128, sigma: 50 } as const;
  const image = sharp({ create: { width: 200, height: 200, channels: 3, background: "#000", noise } });
  const bytes = await image.jpeg().toBuffer();
  return new Blob([new Uint8Array(bytes.subarray(0, bytes.length / 2))]);
}
