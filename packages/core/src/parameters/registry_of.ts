/**
 * A registry from the module that exports its definitions: by id, in the order of the alphabet.
 * A module's names have that order by themselves, but not in every bundler, and what is generated must not depend on that.
 */
export function registryOf<TDefinitions extends object>(definitions: TDefinitions): TDefinitions {
  const entries = Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries) as TDefinitions;
}
