/** The longest spec that stays on one line. */
const WIDTH = 100;

function oneLine(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(oneLine).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => `${JSON.stringify(key)}: ${oneLine(member)}`,
    );
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return JSON.stringify(value);
}

/** A spec as JSON for readers: on one line while that is short, an item a line otherwise. */
export function formatSpec(value: unknown, indent = ""): string {
  const short = oneLine(value);
  if (indent.length + short.length <= WIDTH || typeof value !== "object" || value === null) {
    return short;
  }
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => `${deeper}${formatSpec(item, deeper)}`)
    : Object.entries(value).map(
        ([key, item]) => `${deeper}${JSON.stringify(key)}: ${formatSpec(item, deeper)}`,
      );
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  return `${open}\n${items.join(",\n")}\n${indent}${close}`;
}
