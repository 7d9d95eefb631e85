/** A program that writes committed files from other committed files. */
export interface Generator {
  readonly name: string;
  readonly command: readonly string[];
  /** Where it runs, from the repository's folder. @default {"."} */
  readonly folder?: string;
  /** Files, and folders that hold nothing else, that it writes. */
  readonly outputs: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** All generators, each after those whose outputs it reads. */
export const generators: readonly Generator[] = [
  {
    name: "prisma client and pothos types",
    command: ["prisma", "generate"],
    folder: "packages/server",
    outputs: ["packages/server/src/generated/prisma", "packages/server/src/generated/pothos_types.ts"],
    // The native schema engine is not used here, and not every network reaches the place that prisma would fetch it from.
    env: { PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  },
  {
    name: "schema of the API",
    command: ["node", "scripts/print_schema.ts"],
    outputs: ["packages/server/schema.graphql"],
  },
  {
    name: "types of the client",
    command: ["gql.tada", "generate-output"],
    folder: "packages/client",
    outputs: ["packages/client/src/generated/graphql-env.d.ts"],
  },
  {
    name: "pages of the catalogue",
    command: ["node", "scripts/write_catalogue.ts"],
    outputs: ["docs/catalogue"],
  },
];
