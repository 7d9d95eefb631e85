import pg from "pg";
import { describe, expect, test } from "vitest";
import { isTransient } from "./is_transient.ts";

function databaseError(code: string): Error {
  return Object.assign(new pg.DatabaseError("it said no", 0, "error"), { code });
}

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
}

describe("isTransient()", () => {
  test.each([
    ["a server that shuts down", databaseError("57P01")],
    ["a server that starts", databaseError("57P03")],
    ["a deadlock", databaseError("40P01")],
    ["too many connections", databaseError("53300")],
    ["a lost connection", databaseError("08006")],
    ["a refused connection", systemError("ECONNREFUSED", "connect")],
    ["a missing socket", systemError("ENOENT", "connect")],
    ["a connection that ended", new Error("Connection terminated unexpectedly")],
    ["both addresses of a host", new AggregateError([systemError("ECONNREFUSED", "connect")])],
  ])("is true of %s", (_what, error) => {
    expect(isTransient(error)).toBe(true);
  });

  test.each([
    ["a wrong statement", databaseError("42P01")],
    ["a doubled key", databaseError("23505")],
    ["a full disk", databaseError("53100")],
    ["a refused password", databaseError("28P01")],
    ["a missing file", systemError("ENOENT", "open")],
    ["a mistake in the program", new TypeError("undefined is not a function")],
    ["no error at all", "ECONNREFUSED"],
  ])("is false of %s", (_what, error) => {
    expect(isTransient(error)).toBe(false);
  });
});
