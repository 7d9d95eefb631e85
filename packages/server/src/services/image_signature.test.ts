import { describe, expect, test } from "vitest";
import { createImageSigner } from "./image_signature.ts";

const path = "/images/0198c3f2-0000-7000-8000-000000000000/7.png";
const minute = 60_000;
/** A full quarter of an hour. */
const start = Date.UTC(2026, 0, 1);

describe("createImageSigner()", () => {
  const signer = createImageSigner("one secret for all servers of a database");

  test.each([0, 1, 7 * minute, 15 * minute - 1])(
    "makes paths that last for an hour, signed %i ms after a quarter",
    (late) => {
      const now = start + late;
      const url = signer.sign(path, now);
      expect(signer.check(url, now)).toBe(true);
      expect(signer.check(url, now + 60 * minute - 1)).toBe(true);
      expect(signer.check(url, now + 75 * minute)).toBe(false);
    },
  );

  test("makes one path for all of a quarter, which ends at a full one", () => {
    const url = signer.sign(path, start + 1);
    expect(signer.sign(path, start + 15 * minute)).toBe(url);
    expect(signer.sign(path, start + 15 * minute + 1)).not.toBe(url);
    expect(signer.check(url, start + 75 * minute - 1)).toBe(true);
    expect(signer.check(url, start + 75 * minute)).toBe(false);
  });

  test("knows paths of the same secret, and no others", () => {
    const url = signer.sign(path, start);
    expect(createImageSigner("one secret for all servers of a database").check(url, start)).toBe(true);
    expect(createImageSigner("another secret of another database").check(url, start)).toBe(false);
    expect(createImageSigner().check(createImageSigner().sign(path, start), start)).toBe(false);
  });

  test("refuses a path whose end, name or signature was changed, or is missing", () => {
    const url = signer.sign(path, start);
    const expires = /expires=(\d+)/.exec(url)![1]!;
    const wrong = [
      path,
      `${path}?expires=${expires}`,
      `${path}?expires=${expires}&signature=`,
      url.replace("/7.png", "/8.png"),
      url.replace(expires, String(Number(expires) + 900)),
      url.replace(expires, "Infinity"),
      url.replace(/signature=.*/, "signature=é"),
      `${url}x`,
    ];
    expect(wrong.filter((each) => signer.check(each, start))).toEqual([]);
  });
});
