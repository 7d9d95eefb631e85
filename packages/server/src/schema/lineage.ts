/** The ways from what something was made of to what was made of it; those back stand with each noun. */
import { builder } from "./builder.ts";

const newest = { orderBy: { id: "desc" } } as const;

builder.prismaObjectFields("Dataset", (t) => ({
  runs: t.relatedConnection("runs", {
    cursor: "id",
    description: "Trainings on it, newest first.",
    query: newest,
  }),
  versions: t.relatedConnection("versions", {
    cursor: "id",
    description: "What was trained on it, newest first.",
    query: newest,
  }),
}));

builder.prismaObjectFields("Variant", (t) => ({
  runs: t.relatedConnection("runs", {
    cursor: "id",
    description: "Its trainings, newest first.",
    query: newest,
  }),
  versions: t.relatedConnection("versions", {
    cursor: "id",
    description: "What came of it, newest first.",
    query: newest,
  }),
}));

builder.prismaObjectFields("Model", (t) => ({
  variants: t.relatedConnection("variants", { cursor: "id", description: "Newest first.", query: newest }),
  versions: t.relatedConnection("versions", { cursor: "id", description: "Newest first.", query: newest }),
}));

builder.prismaObjectField("Version", "childRuns", (t) =>
  t.relatedConnection("childRuns", {
    cursor: "id",
    description: "Trainings that start from its weights, newest first.",
    query: newest,
  }),
);
