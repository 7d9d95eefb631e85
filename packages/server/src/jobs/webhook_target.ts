import { isPublicAddress } from "./webhook_address.ts";

/** Where the operator lets webhooks lead. */
export interface TargetRules {
  /** Whether to private, loopback and other addresses that are not public. */
  readonly allowPrivate: boolean;
  /** Only to these hosts, in lower case; `*.example.com` stands for any host below that domain. @default {all} */
  readonly hosts?: readonly string[] | undefined;
}

/** A target that is not asked, now or later. */
export class RefusedTargetError extends Error {
  override readonly name: string = "RefusedTargetError";
}

/** The host of a URL as it is compared and connected to: without brackets of IPv6, and without the dot of the root. */
export function targetHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

/** Whether the operator lets webhooks lead to a host. */
export function isAllowedHost(host: string, { hosts }: TargetRules): boolean {
  return (
    hosts === undefined ||
    hosts.some((allowed) => (allowed.startsWith("*.") ? host.endsWith(allowed.slice(1)) : host === allowed))
  );
}

/** Whether the operator lets webhooks lead to an IP address. */
export function isAllowedAddress(address: string, { allowPrivate }: TargetRules): boolean {
  return allowPrivate || isPublicAddress(address);
}
