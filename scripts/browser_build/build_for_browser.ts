import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";
import { minify } from "terser";
import { keepNamed, namesIn, type Variant } from "./keep_named.ts";
import { graphsOf, keepOps, OP_TABLES, opsOf } from "./keep_ops.ts";
import { type KnownVariant, leaveOut } from "./leave_out.ts";
import { removeDocumentation } from "./remove_documentation.ts";

const BROWSER_ENTRY = fileURLToPath(new URL("browser_entry.ts", import.meta.url));

/** What a build is of. */
export interface BrowserBuildOptions {
  /** Path of the TypeScript file. @default {what trains and predicts} */
  readonly entry?: string;
  /** The only specs that the page will ever use: layers and techniques that they do not name are left out. @default {nothing is left out} */
  readonly variant?: Variant;
}

/** A build and what it is made of. */
export interface BrowserBuild {
  /** One minified module. */
  readonly code: string;
  /** esbuild's account of which file gave how many bytes, before the last pass. */
  readonly metafile: Metafile;
}

/** The files that list a registry's entries. Metrics are no part of specs: an evaluation measures them all. */
const LIST = /[\\/](layers|techniques)[\\/](.*[\\/])?all_[a-z_]+\.ts$/;

function know(variant: Variant): KnownVariant {
  const graphs = graphsOf(variant.model, variant.train);
  return { ...variant, graphs, ops: opsOf(graphs, variant.train) };
}

/** Leaves out of core's source what no page reads, and with a variant what that does not name. */
function coreSource(variant: Variant | undefined): Plugin {
  const names = namesIn(variant);
  const known = variant && know(variant);
  return {
    name: "core's source",
    setup: ({ onLoad }) => {
      onLoad({ filter: /packages[\\/]core[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
        const plain = removeDocumentation(await readFile(path, "utf8"));
        const needed = known === undefined ? plain : leaveOut(path, plain, known);
        const source = known !== undefined && OP_TABLES.test(path) ? keepOps(needed, known.ops) : needed;
        const isCut = variant !== undefined && LIST.test(path);
        // a file without an export is no module to import all from
        return { contents: isCut ? `${keepNamed(source, names)}\nexport {};` : source, loader: "ts" };
      });
    },
  };
}

/** Makes one small JavaScript module of a TypeScript file and all that it imports, for browsers and with nothing to read in it. */
export async function buildForBrowser(options: BrowserBuildOptions = {}): Promise<BrowserBuild> {
  const { entry = BROWSER_ENTRY, variant } = options;
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
    plugins: [coreSource(variant)],
  });
  // a second minifier gives names that compress better: 5 percent of what a browser loads
  const { code } = await minify(outputFiles[0]!.text, { module: true, ecma: 2020, compress: { passes: 2 } });
  return { code: code!, metafile };
}
