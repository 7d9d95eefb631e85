/** The figures that are numbers: some say nothing of some sets, and neither JSON nor GraphQL knows a number for that. */
export function finiteFigures(figures: Readonly<Record<string, number | null>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}
