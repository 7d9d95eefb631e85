import { describe, expect, test } from "vitest";
import { createSecretBox, MissingKeyError } from "./secret_box.ts";

const [first, second] = [1, 2].map((byte) => Buffer.alloc(32, byte));
const box = createSecretBox(new Map([["first", first!]]));

describe("createSecretBox()", () => {
  test("gives back what it encrypted, which does not show and is never the same twice", () => {
    const [one, two] = [box.seal("whsec_ä", "a"), box.seal("whsec_ä", "a")];
    expect(one.keyId).toBe("first");
    expect(one.text).not.toContain("whsec");
    expect(one.text).not.toBe(two.text);
    expect(box.open(one, "a")).toBe("whsec_ä");
  });

  test("encrypts with the first key, and decrypts with any", () => {
    const both = createSecretBox(
      new Map([
        ["second", second!],
        ["first", first!],
      ]),
    );
    expect(both.seal("s", "a").keyId).toBe("second");
    expect(both.open(box.seal("s", "a"), "a")).toBe("s");
    expect(() => box.open(both.seal("s", "a"), "a")).toThrow(
      "Cannot decrypt as CONVZOO_SECRET_KEYS must have the key of the secret: current value is second",
    );
  });

  test("refuses what is damaged, cut off, another owner's or under another key's name", () => {
    const sealed = box.seal("secret", "a");
    const bytes = Buffer.from(sealed.text, "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1;
      expect(() => box.open({ ...sealed, text: damaged.toString("base64url") }, "a")).toThrow();
    }
    expect(() => box.open({ ...sealed, text: "" }, "a")).toThrow();
    expect(() => box.open({ ...sealed, text: bytes.subarray(0, 28).toString("base64url") }, "a")).toThrow();
    expect(() => box.open(sealed, "b")).toThrow();
    const renamed = createSecretBox(new Map([["other", first!]]));
    expect(() => renamed.open({ ...sealed, keyId: "other" }, "a")).toThrow();
  });

  test("reads what is from before there were keys, and encrypts nothing without one", () => {
    const none = createSecretBox(new Map());
    expect(none.open({ keyId: null, text: "whsec_old" }, "a")).toBe("whsec_old");
    expect(none.keyId).toBeUndefined();
    expect(() => none.seal("s", "a")).toThrow(MissingKeyError);
  });
});
