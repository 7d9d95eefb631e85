/**
 * Reads an uploaded file. The bytes may be a view on what the request was parsed from: copy them before giving them away.
 */
export async function readBytes(file: Blob): Promise<Uint8Array> {
  // The files that Yoga makes give a `Buffer`, whatever the type says.
  const bytes: unknown = await file.arrayBuffer();
  return bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes as ArrayBuffer);
}
