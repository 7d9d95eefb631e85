import { existsSync } from "node:fs";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { defineConfig } from "vitest/config";

interface ProjectOptions {
  /** Globs of test files. */
  readonly include: readonly string[];
  /** Globs that another project owns. */
  readonly exclude?: readonly string[];
  /** Whether the tests need Postgres: then one server is started before them and stopped after them. */
  readonly postgres?: boolean;
  /** Milliseconds a single test may take. @default {30000} */
  readonly timeout?: number;
  /** The tsconfig of the folder's type tests (`*.test-d.ts`). */
  readonly tsconfig?: string;
}

/** Starts the Postgres that database tests clone their databases from; only projects that say so pay for it. */
const postgresSetup = "packages/server/src/testing/global_setup.ts";

function project(name: string, options: ProjectOptions): TestProjectInlineConfiguration {
  const { include, exclude = [], postgres = false, timeout = 30_000, tsconfig = "tsconfig.json" } = options;
  return {
    // Modules are the ones that plain Node loads: with Vite's own "development", tests would get another graphql than its users.
    ssr: { resolve: { conditions: ["module", "node"] } },
    test: {
      name,
      environment: "node",
      include: [...include],
      exclude: ["**/node_modules/**", "**/dist/**", "**/fixtures/**", ...exclude],
      globalSetup: postgres && existsSync(postgresSetup) ? [postgresSetup] : [],
      testTimeout: timeout,
      hookTimeout: Math.max(timeout, 60_000),
      typecheck: {
        enabled: true,
        checker: "tsc",
        include: include.map((glob) => glob.replace(/\.test\.ts$/, ".test-d.ts")),
        exclude: ["**/node_modules/**", ...exclude],
        tsconfig,
        ignoreSourceErrors: true,
      },
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project("core", {
        include: ["packages/core/src/**/*.test.ts"],
        tsconfig: "packages/core/tsconfig.json",
      }),
      project("client", {
        include: ["packages/client/src/**/*.test.ts"],
        tsconfig: "packages/client/tsconfig.json",
      }),
      project("cli", { include: ["packages/cli/src/**/*.test.ts"], tsconfig: "packages/cli/tsconfig.json" }),
      project("server", {
        include: ["packages/server/src/**/*.test.ts"],
        tsconfig: "packages/server/tsconfig.json",
        postgres: true,
        timeout: 60_000,
      }),
      project("repository", {
        include: ["scripts/**/*.test.ts", "bench/**/*.test.ts", "test/**/*.test.ts"],
        exclude: ["test/e2e/**"],
        timeout: 120_000,
      }),
      project("e2e", { include: ["test/e2e/**/*.test.ts"], postgres: true, timeout: 180_000 }),
    ],
  },
});
