import type { Metafile } from "esbuild";

/** Part of a build that comes from one room of core, such as `engines/wasm`. */
export interface RoomBytes {
  readonly room: string;
  /** Minified, not compressed. */
  readonly bytes: number;
}

/** Folders whose rooms are looked at one level deeper. */
const SPLIT: ReadonlySet<string> = new Set(["engines", "techniques"]);

/** Adds up a build's bytes by the rooms of core, the largest first. */
export function bytesByRoom({ outputs }: Metafile): readonly RoomBytes[] {
  const sums = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder = "", inner = ""] = path.replace(/^.*packages\/core\/src\//, "").split("/");
      const room = SPLIT.has(folder) && !inner.endsWith(".ts") ? `${folder}/${inner}` : folder;
      sums.set(room, (sums.get(room) ?? 0) + bytesInOutput);
    }
  }
  return [...sums].map(([room, bytes]) => ({ room, bytes })).sort((a, b) => b.bytes - a.bytes);
}
