// biome-ignore lint/suspicious/noControlCharactersInRegex: They are what it looks for.
const unsafe = /[\u0000-\u001f\u007f\\]|^\/|^[a-zA-Z]:|(^|\/)\.\.?(\/|$)|\/\/|\p{Surrogate}/u;

/**
 * Says why a path inside an archive cannot be taken: it is absolute, climbs out, or has characters that mean something else elsewhere.
 *
 * @returns Undefined if it can be taken.
 */
export function checkEntryPath(path: string): string | undefined {
  if (path === "" || path.length > 1000 || unsafe.test(path)) {
    return "Its path must be relative, without .. or backslashes or control characters, and of at most 1000 characters";
  }
  return undefined;
}
