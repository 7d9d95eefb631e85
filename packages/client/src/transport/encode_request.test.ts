import { describe, expect, test } from "vitest";
import { encodeRequest } from "./encode_request.ts";

describe("encodeRequest()", () => {
  test("writes JSON where there is no file", () => {
    const { body, headers } = encodeRequest("{ a }", { first: 2, after: null });
    expect(JSON.parse(String(body))).toEqual({ query: "{ a }", variables: { first: 2, after: null } });
    expect(headers).toEqual({ "content-type": "application/json" });
  });

  test("moves files into a form and keeps null in their place", async () => {
    const image = new File([new Uint8Array([1, 2, 3])], "shirt.png", { type: "image/png" });
    const plain = new Blob(["x"]);
    const { body, headers } = encodeRequest("mutation", { input: { files: [image, plain], name: "n" } });
    const form = body as FormData;
    expect(headers).toEqual({});
    expect(JSON.parse(String(form.get("operations")))).toEqual({
      query: "mutation",
      variables: { input: { files: [null, null], name: "n" } },
    });
    expect(JSON.parse(String(form.get("map")))).toEqual({
      0: ["variables.input.files.0"],
      1: ["variables.input.files.1"],
    });
    const sent = form.get("0") as File;
    expect(sent.name).toBe("shirt.png");
    expect(sent.type).toBe("image/png");
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
    expect((form.get("1") as File).name).toBe("file-1");
  });

  test("puts operations and map before the files, as the specification asks", () => {
    const { body } = encodeRequest("mutation", { file: new Blob(["x"]) });
    expect([...(body as FormData).keys()]).toEqual(["operations", "map", "0"]);
  });

  test("leaves dates to JSON", () => {
    const { body } = encodeRequest("{ a }", { at: new Date(0) });
    expect(JSON.parse(String(body)).variables).toEqual({ at: "1970-01-01T00:00:00.000Z" });
  });
});
