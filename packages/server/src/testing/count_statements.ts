import pg from "pg";
import { vi } from "vitest";
import type { TestServer } from "./test_server.ts";

/** What a server does by itself, whatever it is asked. */
const background = /pgboss|^\s*delete from predictions|^\s*(listen|begin|commit)\b/i;

/** What a document gives, and what it took. */
export interface CountedAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: Tests look into answers as they come.
  readonly data: any;
  /** The statements that the server sent for it. */
  readonly statements: readonly string[];
}

/**
 * Asks a server of this process, and notes its statements.
 *
 * @throws {Error} If the answer has errors.
 */
export async function countStatements(
  server: TestServer,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<CountedAnswer> {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  try {
    const { data, errors } = await server.send(query, variables);
    if (errors !== undefined) {
      throw new Error(`Cannot count statements as the document must be answered: ${errors[0]?.message}`);
    }
    const name = new URL(server.database.url).pathname.slice(1);
    const statements = spy.mock.calls.flatMap(([statement], call) => {
      const { database } = spy.mock.contexts[call] as unknown as { readonly database?: string };
      const text = typeof statement === "string" ? statement : (statement as { readonly text: string }).text;
      return database === name && !background.test(text) ? [text] : [];
    });
    return { data, statements };
  } finally {
    spy.mockRestore();
  }
}
