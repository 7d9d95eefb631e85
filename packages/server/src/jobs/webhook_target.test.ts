import { describe, expect, test } from "vitest";
import { isAllowedHost, targetHost } from "./webhook_target.ts";

const rules = { allowPrivate: false, hosts: ["hooks.example.com", "*.corp.example", "2606:2800::1"] };
const isAllowed = (url: string): boolean => isAllowedHost(targetHost(new URL(url)), rules);

describe("isAllowedHost()", () => {
  test.each([
    "https://hooks.example.com/x",
    "https://HOOKS.example.com./x",
    "http://a.corp.example:8080",
    "https://a.b.corp.example",
    "https://[2606:2800::1]/",
  ])("lets %s through", (url) => {
    expect(isAllowed(url)).toBe(true);
  });

  test.each([
    "https://example.com",
    "https://hooks.example.com.evil.example",
    "https://evilhooks.example.com",
    "https://corp.example",
    "https://evilcorp.example",
    "https://hooks.example.com@evil.example",
    "https://evil.example/hooks.example.com",
    "https://93.184.216.34",
  ])("refuses %s", (url) => {
    expect(isAllowed(url)).toBe(false);
  });

  test("lets all through without a list, and none through an empty one", () => {
    expect(isAllowedHost("a", { allowPrivate: false })).toBe(true);
    expect(isAllowedHost("a", { allowPrivate: false, hosts: [] })).toBe(false);
  });
});
