import type { PoolClient } from "pg";
import type { RuleOutcome } from "../errors/gate_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { findFigures } from "../store/find_figures.ts";
import type { GateRule } from "../store/gate_rule.ts";
import { compareVersions } from "./compare_versions.ts";

/** The version that wants through a gate, and the one that has the alias now. */
export interface GateCandidates {
  readonly versionId: string;
  readonly holderId: string | null;
}

/** Holds a version against rules, one after the other, whatever came of those before. */
export async function checkGate(
  client: PoolClient,
  rules: readonly GateRule[],
  candidates: GateCandidates,
): Promise<RuleOutcome[]> {
  const outcomes: RuleOutcome[] = [];
  for (const rule of rules) {
    outcomes.push(
      "metric" in rule
        ? await checkMetric(client, rule.metric, candidates)
        : await checkComparison(client, rule.comparison, candidates),
    );
  }
  return outcomes;
}

type MetricRule = Extract<GateRule, { metric: unknown }>["metric"];
type ComparisonRule = Extract<GateRule, { comparison: unknown }>["comparison"];

async function checkMetric(
  client: PoolClient,
  { datasetId, split, name, minimum, maximum }: MetricRule,
  { versionId }: GateCandidates,
): Promise<RuleOutcome> {
  const figures = await findFigures(client, { versionId, datasetId, split });
  const value = figures?.[name] ?? Number.NaN;
  const bounds = [
    minimum === null ? [] : [`at least ${minimum}`],
    maximum === null ? [] : [`at most ${maximum}`],
  ];
  const isThere = Number.isFinite(value);
  const lack =
    figures === undefined
      ? "none, as the version has not been evaluated"
      : "none, as the evaluation has no such figure";
  const message = `${name} must be ${bounds.flat().join(" and ")}: current value is ${isThere ? value : lack}`;
  const passed = isThere && (minimum === null || value >= minimum) && (maximum === null || value <= maximum);
  return { passed, message };
}

async function checkComparison(
  client: PoolClient,
  { datasetId, split, require }: ComparisonRule,
  { versionId, holderId }: GateCandidates,
): Promise<RuleOutcome> {
  const rule = `the comparison with the holder must say ${require === "better" ? "better" : "better or notDistinguishable"}`;
  if (holderId === null || holderId === versionId) {
    return { passed: true, message: `${rule}: there is no other holder` };
  }
  const lacking = {
    passed: false,
    message: `${rule}: current value is none, as both must have been evaluated`,
  };
  try {
    const images = { baselineId: holderId, versionIds: [versionId], datasetId, split };
    const { verdict, count } = (await compareVersions({ database: { pool: client } }, images))[0]!;
    if (count === 0) {
      return lacking;
    }
    const passed = require === "better" ? verdict === "better" : verdict !== "worse";
    return { passed, message: `${rule}: current value is ${verdict}` };
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return lacking;
    }
    throw error;
  }
}
