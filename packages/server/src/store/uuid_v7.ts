import { randomBytes } from "node:crypto";

/** Makes ids for rows that are made before the database sees them. */
export interface UuidMaker {
  /** @param time Milliseconds since 1970. @returns A UUIDv7 that sorts behind those that this maker made before. */
  next(time: number): string;
}

/** The most ids of one millisecond that keep their order: the counter's 12 bits. */
const mostOfOneTime = 0xfff;

/** Makes a maker of UUIDv7s: 48 bits of time, 12 that count within a millisecond, 62 that are random (RFC 9562, 6.2). */
export function createUuidMaker(): UuidMaker {
  let last = 0;
  let count = 0;
  return {
    next(time) {
      // a clock that is set back, or a millisecond that is full, must not break the order
      const isNew = time > last;
      count = isNew ? 0 : count + 1;
      last = isNew ? time : last;
      if (count > mostOfOneTime) {
        last += 1;
        count = 0;
      }
      const random = randomBytes(8);
      random[0] = 0x80 | (random[0]! & 0x3f);
      return shape(`${hexTime(last)}7${count.toString(16).padStart(3, "0")}${random.toString("hex")}`);
    },
  };
}

/** The smallest text that ids of a time can have: those before it are smaller, the others are not. */
export function firstUuidOf(time: Date): string {
  return shape(`${hexTime(Math.max(0, time.getTime()))}${"0".repeat(20)}`);
}

function hexTime(time: number): string {
  return Math.min(time, 0xffff_ffff_ffff).toString(16).padStart(12, "0");
}

function shape(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
