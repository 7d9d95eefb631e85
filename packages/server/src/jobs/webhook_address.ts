import { BlockList, isIP } from "node:net";

const [closed4, closed6, open6] = [new BlockList(), new BlockList(), new BlockList()];

// IANA's special-purpose registries: what is not globally reachable, and what leads to IPv4 addresses by another name.
for (const [address, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // Multicast, reserved and broadcast.
  ["224.0.0.0", 3],
] as const) {
  closed4.addSubnet(address, prefix, "ipv4");
}
open6.addSubnet("2000::", 3, "ipv6");
for (const [address, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  closed6.addSubnet(address, prefix, "ipv6");
}

/** Whether a text is an IP address that anybody on the internet may reach: not private, loopback, link-local or multicast. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed4.check(address, "ipv4");
    case 6:
      return open6.check(address, "ipv6") && !closed6.check(address, "ipv6");
    default:
      return false;
  }
}
