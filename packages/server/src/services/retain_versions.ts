import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import type { Version } from "../generated/prisma/client.ts";
import { inTransaction } from "../postgres/database.ts";
import {
  deleteExpendableVersions,
  findExpendableVersions,
  type RetentionRule,
} from "../store/expendable_versions.ts";
import { findModel } from "../store/find_model.ts";
import { holdVersion } from "../store/find_version.ts";
import { deleteVersionPin, upsertVersionPin } from "../store/version_pins.ts";
import { type Acting, anonymous } from "./acting.ts";
import { checkText } from "./check_text.ts";
import { noteAct } from "./note_act.ts";

export type { RetentionRule };

/** Versions that one call plans or deletes at most; whoever has more calls again. */
const mostVersions = 200;

/**
 * Says which versions a rule would delete, oldest first.
 *
 * @throws {InvalidInputError} If a number is out of range.
 * @throws {NotFoundError} If there is no such model.
 */
export async function planRetention({ database }: Acting, rule: RetentionRule): Promise<readonly string[]> {
  for (const name of ["keepNewest", "olderThanDays"] as const) {
    const value = rule[name];
    if (value < 0 || value > 100_000) {
      const path = `input.${name}`;
      const message = `Cannot plan the retention as ${path} must be from 0 to 100000: current value is ${value}`;
      throw new InvalidInputError({ path, message, received: String(value) });
    }
  }
  if (rule.modelId !== null && (await findModel(database.pool, rule.modelId)) === undefined) {
    throw new NotFoundError("model", rule.modelId);
  }
  return await findExpendableVersions(database.pool, rule, mostVersions);
}

/**
 * Deletes what `planRetention` would list now, with bytes that nothing else needs.
 *
 * @returns Ids of the deleted, oldest first.
 * @throws {InvalidInputError} If a number is out of range.
 * @throws {NotFoundError} If there is no such model.
 */
export async function deleteByRetention(acting: Acting, rule: RetentionRule): Promise<readonly string[]> {
  const { database, actor = anonymous } = acting;
  const ids = await planRetention(acting, rule);
  return await inTransaction(database.pool, async (client) => {
    const deleted = await deleteExpendableVersions(client, rule, { ids, actor });
    await noteAct(client, acting, { kind: "VERSION_DELETED", to: deleted });
    return deleted;
  });
}

/**
 * Keeps a version from being deleted, whatever its age.
 *
 * @throws {InvalidInputError} If the reason is too long.
 * @throws {NotFoundError} If there is no such version.
 */
export async function pinVersion(
  acting: Acting,
  { versionId, reason }: { readonly versionId: string; readonly reason: string },
): Promise<void> {
  checkText(reason, { action: "Cannot pin the version", path: "input.reason", minimum: 0, maximum: 2000 });
  const { database, actor = anonymous } = acting;
  await inTransaction(database.pool, async (client) => {
    if (!(await upsertVersionPin(client, { versionId, reason, actor }))) {
      throw new NotFoundError("version", versionId);
    }
    await noteAct(client, acting, { kind: "VERSION_PINNED", to: versionId, reason });
  });
}

/**
 * Takes the pin of a version away, if it has one.
 *
 * @throws {NotFoundError} If there is no such version.
 */
export async function unpinVersion(acting: Acting, versionId: string): Promise<Version> {
  return await inTransaction(acting.database.pool, async (client) => {
    const version = await holdVersion(client, versionId);
    if (version === undefined) {
      throw new NotFoundError("version", versionId);
    }
    if (await deleteVersionPin(client, versionId)) {
      await noteAct(client, acting, { kind: "VERSION_UNPINNED", to: versionId });
    }
    return version;
  });
}
