import { GateError, type RuleOutcome } from "../errors/gate_error.ts";
import { InvalidInputError } from "../errors/invalid_input_error.ts";
import { NotFoundError } from "../errors/not_found_error.ts";
import { type GateRule, setGate } from "../services/set_gate.ts";
import { builder } from "./builder.ts";
import { datasetSplit } from "./dataset_split.ts";
import { errorInterface } from "./errors.ts";
import { encodeGlobalId, requireLocalId } from "./global_id.ts";
import { relatedPage } from "./related_page.ts";

const gateMetric = builder.enumType("GateMetric", {
  description: "A figure of an evaluation.",
  values: {
    ACCURACY: { value: "accuracy" },
    MACRO_F1: { value: "macroF1" },
    CALIBRATION_ERROR: { value: "calibrationError" },
  } as const,
});

const gateRequirement = builder.enumType("GateRequirement", {
  description: "What a comparison with the present holder of the alias must say.",
  values: {
    BETTER: { value: "better" },
    NOT_WORSE: { value: "notWorse", description: "Better, or not distinguishable." },
  } as const,
});

const ruleOutcome = builder.objectRef<RuleOutcome>("GateRuleOutcome").implement({
  description: "What came of one rule.",
  fields: (t) => ({
    passed: t.exposeBoolean("passed"),
    message: t.exposeString("message", { description: "The rule, and the value that was there." }),
  }),
});

builder.objectType(GateError, {
  name: "GateError",
  description: "The version does not show what the gate of the alias asks for. The code is GATE_FAILED.",
  interfaces: [errorInterface],
  fields: (t) => ({
    outcomes: t.field({
      type: [ruleOutcome],
      description: "Of all rules, in their order.",
      resolve: ({ outcomes }) => [...outcomes],
    }),
  }),
});

type MetricRule = Extract<GateRule, { metric: unknown }>["metric"];
type ComparisonRule = Extract<GateRule, { comparison: unknown }>["comparison"];

const metricRule = builder.objectRef<MetricRule>("GateMetricRule").implement({
  description: "A figure of an evaluation must be within bounds.",
  fields: (t) => ({
    datasetId: t.id({ resolve: ({ datasetId }) => encodeGlobalId("Dataset", datasetId) }),
    split: t.expose("split", { type: datasetSplit }),
    metric: t.expose("name", { type: gateMetric }),
    minimum: t.exposeFloat("minimum", { nullable: true }),
    maximum: t.exposeFloat("maximum", { nullable: true }),
  }),
});

const comparisonRule = builder.objectRef<ComparisonRule>("GateComparisonRule").implement({
  description:
    "A comparison with the present holder of the alias must say something; passed if there is none.",
  fields: (t) => ({
    datasetId: t.id({ resolve: ({ datasetId }) => encodeGlobalId("Dataset", datasetId) }),
    split: t.expose("split", { type: datasetSplit }),
    require: t.expose("require", { type: gateRequirement }),
  }),
});

/** A rule of a gate. */
export const gateRule = builder.objectRef<GateRule>("GateRule").implement({
  description: "One thing that a version must show: one of the fields is set.",
  fields: (t) => ({
    metric: t.field({
      type: metricRule,
      nullable: true,
      resolve: (rule) => ("metric" in rule ? rule.metric : null),
    }),
    comparison: t.field({
      type: comparisonRule,
      nullable: true,
      resolve: (rule) => ("comparison" in rule ? rule.comparison : null),
    }),
  }),
});

const gateCheck = builder.prismaObject("GateCheck", {
  description: "What came of a gate for one version, as somebody tried to move the alias.",
  fields: (t) => ({
    aliasName: t.exposeString("aliasName"),
    versionId: t.id({ resolve: ({ versionId }) => encodeGlobalId("Version", versionId) }),
    passed: t.exposeBoolean("passed"),
    outcomes: t.field({
      type: [ruleOutcome],
      resolve: ({ outcomes }) => outcomes as unknown as RuleOutcome[],
    }),
    actor: t.exposeString("actor", { description: "Who tried." }),
    createdAt: t.expose("createdAt", { type: "DateTime" }),
  }),
});

const gate = builder.prismaObject("Gate", {
  description: "What a version must show before an alias may move to it.",
  fields: (t) => ({
    aliasName: t.exposeString("aliasName"),
    rules: t.field({ type: [gateRule], resolve: ({ rules }) => rules as unknown as GateRule[] }),
    actor: t.exposeString("actor", { description: "Who set it last." }),
    updatedAt: t.expose("updatedAt", { type: "DateTime" }),
  }),
});

builder.prismaObjectFields("Model", (t) => ({
  gates: t.connection({
    type: gate,
    resolve: relatedPage({
      noun: "gates",
      typeName: "Gate",
      relation: ["gates", "model_id"],
      find: (prisma, query) => prisma.gate.findMany(query),
    }),
  }),
  gateChecks: t.connection({
    type: gateCheck,
    description: "What came of its gates, latest first.",
    resolve: relatedPage({
      noun: "checks",
      typeName: "GateCheck",
      relation: ["gate_checks", "model_id"],
      find: (prisma, query) => prisma.gateCheck.findMany(query),
    }),
  }),
}));

const metricRuleInput = builder.inputType("GateMetricRuleInput", {
  description: "A figure of an evaluation must be within bounds.",
  fields: (t) => ({
    datasetId: t.id({ required: true }),
    split: t.field({ type: datasetSplit, required: true, defaultValue: "TEST" }),
    metric: t.field({ type: gateMetric, required: true }),
    minimum: t.float({ description: "This or more; one bound must be there." }),
    maximum: t.float({ description: "This or less." }),
  }),
});

const comparisonRuleInput = builder.inputType("GateComparisonRuleInput", {
  description: "A comparison with the present holder of the alias must say something.",
  fields: (t) => ({
    datasetId: t.id({ required: true }),
    split: t.field({ type: datasetSplit, required: true, defaultValue: "TEST" }),
    require: t.field({ type: gateRequirement, required: true }),
  }),
});

const gateRuleInput = builder.inputType("GateRuleInput", {
  description: "One rule: exactly one of the fields.",
  isOneOf: true,
  fields: (t) => ({
    metric: t.field({ type: metricRuleInput, required: false }),
    comparison: t.field({ type: comparisonRuleInput, required: false }),
  }),
});

const setGateInput = builder.inputType("SetGateInput", {
  description: "The rules that an alias is to have, in place of those that it has; none: no gate.",
  fields: (t) => ({
    modelId: t.id({ required: true }),
    aliasName: t.string({ required: true }),
    rules: t.field({ type: [gateRuleInput], required: true }),
  }),
});

builder.mutationField("setGate", (t) =>
  t.field({
    type: gate,
    description: "Sets what a version must show before an alias may move to it.",
    errors: { types: [InvalidInputError, NotFoundError] },
    args: { input: t.arg({ type: setGateInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      const id = await setGate(context, {
        modelId: requireLocalId("Model", input.modelId),
        aliasName: input.aliasName,
        rules: input.rules.map(({ metric, comparison }): GateRule => {
          if (metric == null) {
            const { datasetId, split, require } = comparison!;
            return { comparison: { datasetId: requireLocalId("Dataset", datasetId), split, require } };
          }
          const { datasetId, split, metric: name, minimum = null, maximum = null } = metric;
          return {
            metric: { datasetId: requireLocalId("Dataset", datasetId), split, name, minimum, maximum },
          };
        }),
      });
      return await context.database.prisma.gate.findUniqueOrThrow({ where: { id } });
    },
  }),
);
