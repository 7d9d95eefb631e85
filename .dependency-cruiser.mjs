import { importRules } from "./scripts/import_rules.ts";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [...importRules],
  options: {
    doNotFollow: { path: "/(node_modules|generated)/" },
    exclude: { path: "/fixtures/" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      conditionNames: ["import", "node", "types", "default"],
      exportsFields: ["exports"],
      extensions: [".ts", ".mjs", ".js", ".json"],
    },
  },
};
