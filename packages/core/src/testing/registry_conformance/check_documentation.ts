import type { CataloguedEntry } from "./catalogued_entry.ts";
import { exampleOf } from "./catalogued_entry.ts";
import { demand } from "./demand.ts";
import { PLACES } from "./entry_place.ts";

function demandSentence(text: string, what: string): void {
  demand(/^\S.{2,}[.]$/.test(text), `${what} must be a sentence with a full stop`, text);
}

/** The entry stands under its own id, and says what a reader needs: of itself, of each parameter, and by an example that names it. */
export function checkDocumentation(entry: CataloguedEntry): void {
  const { kind, id, definition } = entry;
  demand(definition.id === id, "its id must be its key in the registry", definition.id);
  demand(/^[a-z][a-zA-Z0-9]*$/.test(id), "its id must be a word in camelCase", id);
  const { formula, advice, reference } = definition.documentation;
  demandSentence(definition.summary, "summary");
  demand(!/[.] [A-Z]/.test(definition.summary), "summary must be one sentence", definition.summary);
  for (const [name, { summary }] of Object.entries(definition.parameters)) {
    demandSentence(summary, `parameters.${name}.summary`);
  }
  demand(formula.length > 3, "documentation.formula must be given", formula);
  demandSentence(advice, "documentation.advice");
  demand(/\b(18|19|20)\d\d\b/.test(reference), "documentation.reference must name its year", reference);
  const example = exampleOf(entry);
  demand(Object.keys(example).length === 1, "documentation.example must have one key", example);
  demand(PLACES[kind].names(example) === id, `documentation.example must name ${id}`, example);
  demand(
    JSON.stringify(JSON.parse(JSON.stringify(example))) === JSON.stringify(example),
    "documentation.example must be plain data",
    example,
  );
}
