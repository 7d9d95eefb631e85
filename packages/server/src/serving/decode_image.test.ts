import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { ImageError } from "../errors/image_error.ts";
import { pngBomb } from "../testing/png_bomb.ts";
import { decodeImage } from "./decode_image.ts";

const crimson = { r: 220, g: 20, b: 60 };

function image(width: number, height: number, background: object = crimson): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

async function errorOf(bytes: Uint8Array): Promise<ImageError> {
  const error: unknown = await decodeImage(bytes, 3).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ImageError);
  return error as ImageError;
}

describe("decodeImage()", () => {
  test.each(["png", "webp", "gif", "jpeg"] as const)("reads %s as RGB", async (format) => {
    const bytes = await image(5, 3).toFormat(format, { quality: 100 }).toBuffer();
    const { width, height, channels, data } = await decodeImage(bytes, 0);
    expect({ width, height, channels, length: data.length }).toEqual({
      width: 5,
      height: 3,
      channels: 3,
      length: 45,
    });
    for (const [index, value] of [220, 20, 60].entries()) {
      expect(Math.abs(data[index]! - value)).toBeLessThan(6);
    }
  });

  test("gives every pixel of a grey picture three equal channels, exactly", async () => {
    const pixels = Uint8Array.from({ length: 64 }, (_, index) => index * 4);
    const raw = { raw: { width: 8, height: 8, channels: 1 } } as const;
    for (const colours of ["b-w", "srgb"] as const) {
      const { data } = await decodeImage(await sharp(pixels, raw).toColourspace(colours).png().toBuffer(), 0);
      expect([...data]).toEqual([...pixels].flatMap((value) => [value, value, value]));
    }
  });

  test("turns a picture upright", async () => {
    const bytes = await image(40, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await decodeImage(bytes, 0)).toMatchObject({ width: 20, height: 40 });
  });

  test("shows what is transparent as white, 16 bits as 8, and the first frame of an animation", async () => {
    const clear = sharp({
      create: { width: 2, height: 2, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    expect([...(await decodeImage(await clear.png().toBuffer(), 0)).data]).toEqual(Array(12).fill(255));
    const deep = await image(2, 2).toColourspace("rgb16").png().toBuffer();
    expect((await decodeImage(deep, 0)).data.slice(0, 3)).toEqual(Buffer.from([220, 20, 60]));
    const frames = Buffer.concat([Buffer.alloc(48, 10), Buffer.alloc(48, 200)]);
    const animation = await sharp(frames, { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } })
      .gif()
      .toBuffer();
    expect(await decodeImage(animation, 0)).toMatchObject({ width: 4, height: 4 });
  });

  test.each<[what: string, make: () => Uint8Array | Promise<Uint8Array>, code: string]>([
    ["nothing", () => new Uint8Array(), "EMPTY"],
    ["a text", () => Buffer.from("hello"), "UNSUPPORTED_FORMAT"],
    [
      "an SVG",
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      "UNSUPPORTED_FORMAT",
    ],
    ["a TIFF", () => image(4, 4).tiff().toBuffer(), "UNSUPPORTED_FORMAT"],
    ["an AVIF", () => image(16, 16).avif().toBuffer(), "UNSUPPORTED_FORMAT"],
    ["a PDF", () => Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"), "UNSUPPORTED_FORMAT"],
    ["30,000 x 30,000 pixels in a few bytes", () => pngBomb(30_000), "TOO_MANY_PIXELS"],
    ["half a JPEG", async () => half(await noise().jpeg().toBuffer()), "TRUNCATED"],
    ["half a PNG", async () => half(await noise().png().toBuffer()), "TRUNCATED"],
    ["half a WebP", async () => half(await noise().webp().toBuffer()), "TRUNCATED"],
    ["half a GIF", async () => half(await noise().gif().toBuffer()), "TRUNCATED"],
    ["the first bytes of a PNG", () => Buffer.from("89504e470d0a1a0a", "hex"), "TRUNCATED"],
  ])("refuses %s", async (_what, make, code) => {
    const error = await errorOf(await make());
    expect(error).toMatchObject({ code, index: 3 });
    expect(error.message).toMatch(/^Cannot read images\[3\] as it must [^\n]*: current value is \d+ bytes$/);
  });
});

function half(bytes: Buffer): Uint8Array {
  return bytes.subarray(0, bytes.length / 2);
}

function noise(): Sharp {
  return sharp({
    create: {
      width: 120,
      height: 120,
      channels: 3,
      background: "#000",
      noise: { type: "gaussian", mean: 128, sigma: 50 },
    },
  });
}
