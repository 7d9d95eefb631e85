import type { ActKind, Prisma } from "../generated/prisma/client.ts";
import { firstUuidOf } from "../store/uuid_v7.ts";

export type { ActDetails } from "../store/insert_acts.ts";

/** Which acts: all conditions that are there must hold. */
export interface ActFilter {
  readonly actors?: readonly string[] | undefined;
  readonly kinds?: readonly ActKind[] | undefined;
  readonly subjectId?: string | undefined;
  /** Not before this moment. */
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
}

/** Ids are made with the rows and sort by time, so that a range of time is one of ids; the clock may be read twice for a row. */
const slack = 1000;

/** Writes a filter as a condition on acts. */
export function actCondition({ actors, kinds, subjectId, from, until }: ActFilter): Prisma.ActWhereInput {
  const idAt = (time: Date, offset: number): string => firstUuidOf(new Date(time.getTime() + offset));
  return {
    AND: [
      actors === undefined ? {} : { actor: { in: [...actors] } },
      kinds === undefined ? {} : { kind: { in: [...kinds] } },
      subjectId === undefined ? {} : { subjectId },
      from === undefined ? {} : { createdAt: { gte: from }, id: { gte: idAt(from, -slack) } },
      until === undefined ? {} : { createdAt: { lt: until }, id: { lt: idAt(until, slack) } },
    ],
  };
}
