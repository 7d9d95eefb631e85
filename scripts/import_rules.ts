import type { IForbiddenRuleType } from "dependency-cruiser";

/** A folder, and the sibling folders that it may import. */
export type ImportTable = Readonly<Record<string, readonly string[]>>;

const belowPrograms: readonly string[] = ["spec", "layers", "techniques", "graph", "parameters", "errors"];
const belowTraining: readonly string[] = [
  "programs",
  ...belowPrograms,
  "data",
  "artifact",
  "engines/engine.ts",
];

/**
 * The rooms of `packages/core/src`, from the ground up.
 * A room sees only the rooms named here; an entry with a slash is one file of a room: the contract, not what fulfils it.
 */
export const coreImports: ImportTable = {
  errors: [],
  parameters: ["errors"],
  graph: ["errors"],
  layers: ["techniques", "graph", "parameters", "errors"],
  techniques: ["graph", "parameters", "errors"],
  spec: ["layers", "techniques", "graph", "parameters", "errors"],
  architectures: ["spec", "layers", "parameters", "errors"],
  catalogue: ["architectures", "layers", "techniques", "analysis", "sweeps", "parameters", "errors"],
  programs: belowPrograms,
  engines: ["graph", "errors"],
  data: ["spec", "graph", "errors"],
  analysis: ["graph", "parameters", "errors"],
  sweeps: ["spec", "analysis", "graph", "parameters", "errors"],
  artifact: ["programs", "spec", "graph", "errors"],
  train: [...belowTraining, "analysis"],
  predict: belowTraining,
};

/** The rooms of `packages/server/src`; core is reached through its public names alone. */
export const serverImports: ImportTable = {
  errors: [],
  postgres: ["generated", "errors"],
  store: ["generated", "postgres", "errors"],
  serving: ["store", "errors"],
  imports: ["serving", "errors"],
  jobs: ["store", "postgres", "generated", "errors"],
  services: ["store", "jobs", "serving", "imports", "postgres", "generated", "errors"],
  schema: ["services", "generated", "errors"],
  http: ["schema", "services", "postgres", "errors"],
};

/** What every room of the server may read: its settings and its log. */
const serverCommons: readonly string[] = ["env.ts", "log.ts"];

/** Tests may import anything in their package. */
const testFile = String.raw`\.test(-d)?\.ts$`;

/** Builds the regular expression of one room: a folder with all in it, or a single file. */
function roomPattern(root: string, room: string): string {
  return room.endsWith(".ts") ? `^${root}/${room.replaceAll(".", String.raw`\.`)}$` : `^${root}/${room}/`;
}

function roomRules(
  prefix: string,
  table: ImportTable,
  commons: readonly string[] = [],
): IForbiddenRuleType[] {
  const root = `packages/${prefix}/src`;
  const rules = Object.entries(table).map(
    ([room, allowed]): IForbiddenRuleType => ({
      name: `${prefix}-${room}`,
      severity: "error",
      comment: `${room} may import only: ${allowed.join(", ") || "nothing"}`,
      from: { path: `^${root}/${room}/`, pathNot: testFile },
      to: {
        path: `^${root}/`,
        pathNot: [room, ...allowed, ...commons].map((name) => roomPattern(root, name)),
      },
    }),
  );
  const rooms = [...Object.keys(table), "generated", "testing"].join("|");
  const unlisted: IForbiddenRuleType = {
    name: `${prefix}-unlisted-room`,
    severity: "error",
    comment: "A new folder needs a row in scripts/import_rules.ts and in docs/architecture.md",
    from: { path: `^${root}/[^/]+/`, pathNot: `^${root}/(${rooms})/` },
    to: {},
  };
  return [...rules, unlisted];
}

/** Every import rule of the repository, in the form dependency-cruiser reads. */
export const importRules: readonly IForbiddenRuleType[] = [
  {
    name: "no-circular",
    severity: "error",
    comment: "A cycle cannot be read top to bottom; a cycle of types alone is allowed",
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  },
  {
    name: "not-resolvable",
    severity: "error",
    comment: "The import leads nowhere",
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "core-alone",
    severity: "error",
    comment: "Core runs in Node, Deno and the browser: it imports no Node module and no package",
    from: { path: "^packages/core/src/", pathNot: testFile },
    to: { pathNot: "^packages/core/src/", couldNotResolve: false },
  },
  {
    name: "client-alone",
    severity: "error",
    comment: "The client knows the schema, never the source of the server or of core",
    from: { path: "^packages/client/src/", pathNot: testFile },
    to: { path: "^packages/(core|server|cli)/" },
  },
  {
    name: "client-anywhere",
    severity: "error",
    comment: "The client runs in Node, Deno and the browser",
    from: { path: "^packages/client/src/", pathNot: testFile },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "server-below-cli",
    severity: "error",
    comment: "The server is started by the command line and tested by the client; it needs neither",
    from: { path: "^packages/server/src/", pathNot: testFile },
    to: { path: "^packages/(client|cli)/" },
  },
  {
    name: "public-names",
    severity: "error",
    comment: "A package is reached through its public names, not through its files",
    from: { path: "^packages/([^/]+)/", pathNot: testFile },
    to: {
      path: "^packages/[^/]+/src/",
      pathNot: ["^packages/$1/", String.raw`^packages/[^/]+/src/(testing/)?mod\.ts$`],
    },
  },
  {
    name: "testing-for-tests",
    severity: "error",
    comment: "Test helpers are for tests",
    from: { path: "^(packages|scripts|bench)/", pathNot: [testFile, "^packages/[^/]+/src/testing/"] },
    to: { path: "^packages/[^/]+/src/testing/" },
  },
  {
    name: "tests-not-imported",
    severity: "error",
    comment: "A test is nobody's library",
    from: {},
    to: { path: testFile },
  },
  ...roomRules("core", coreImports),
  ...roomRules("server", serverImports, serverCommons),
];
