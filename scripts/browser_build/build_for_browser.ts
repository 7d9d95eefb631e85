import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { withoutDocumentation } from "./without_documentation.ts";

/** The module that the build offers to a page. */
const BROWSER_ENTRY = fileURLToPath(new URL("browser_entry.ts", import.meta.url));

/** A build and what it is made of. */
export interface BrowserBuild {
  /** One minified module. */
  readonly code: string;
  /** esbuild's account of which file gave how many bytes. */
  readonly metafile: Metafile;
}

/**
 * Makes one small JavaScript module of a TypeScript file and all that it imports, for browsers and with nothing to read in it.
 * @param entry Path of the file. @default what trains and predicts
 */
export async function buildForBrowser(entry: string = BROWSER_ENTRY): Promise<BrowserBuild> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    treeShaking: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    plugins: [withoutDocumentation],
  });
  return { code: outputFiles[0]!.text, metafile };
}
