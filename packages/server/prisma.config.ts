import { defineConfig } from "prisma/config";

/** Where `prisma generate` finds the schema; migrations are applied by scripts/migrate.ts, so no database is named. */
export default defineConfig({ schema: "../../prisma/schema.prisma" });
