import { build } from "esbuild";

/**
 * Makes one JavaScript module of a TypeScript file and all that it imports, for runtimes that do not strip types or find no packages.
 * Node's own modules stay imports.
 * @param entry Path of the file.
 */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    external: ["node:*"],
  });
  return outputFiles[0]!.text;
}
