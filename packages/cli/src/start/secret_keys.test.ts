import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSecretKeys } from "./secret_keys.ts";

test("readSecretKeys() makes a key once, for nobody else to read", async () => {
  const directory = await mkdtemp(join(tmpdir(), "convzoo-keys-"));
  try {
    const made = await readSecretKeys(directory);
    expect(made).toMatch(/^start=[A-Za-z0-9+/]{43}=$/);
    expect(await readSecretKeys(directory)).toBe(made);
    expect((await stat(join(directory, "secret_keys"))).mode & 0o077).toBe(0);
  } finally {
    await rm(directory, { recursive: true });
  }
});
