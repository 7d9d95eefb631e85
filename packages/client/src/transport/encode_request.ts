/** A GraphQL request, ready for `fetch`. */
export interface EncodedRequest {
  readonly body: string | FormData;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Writes a request as JSON, or as a multipart form where the variables hold files.
 * The form follows the GraphQL multipart request specification: `operations`, `map`, then the files.
 * @param query The document.
 * @param variables Its variables; a `Blob` anywhere in them becomes a part of the form.
 * @returns The body, and the headers that belong to it. A form names its own content type.
 */
export function encodeRequest(query: string, variables: Readonly<Record<string, unknown>>): EncodedRequest {
  const files: FoundFile[] = [];
  const operations = JSON.stringify({ query, variables: withoutFiles(variables, "variables", files) });
  if (files.length === 0) {
    return { body: operations, headers: { "content-type": "application/json" } };
  }
  const form = new FormData();
  form.set("operations", operations);
  form.set("map", JSON.stringify(Object.fromEntries(files.map(({ path }, index) => [index, [path]]))));
  for (const [index, { file }] of files.entries()) {
    form.set(String(index), file, file instanceof File ? file.name : `file-${index}`);
  }
  return { body: form, headers: {} };
}

interface FoundFile {
  readonly path: string;
  readonly file: Blob;
}

function withoutFiles(value: unknown, path: string, files: FoundFile[]): unknown {
  if (value instanceof Blob) {
    files.push({ path, file: value });
    return null;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => withoutFiles(item, `${path}.${index}`, files));
  }
  if (typeof value === "object" && value !== null && !("toJSON" in value)) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, withoutFiles(item, `${path}.${key}`, files)]),
    );
  }
  return value;
}
