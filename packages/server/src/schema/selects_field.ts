import type { GraphQLResolveInfo, SelectionSetNode } from "graphql";

/**
 * Whether a document asks for one of some fields of what a resolver gives, itself or in a fragment, so that what costs much
 * is done only then. A field that a directive leaves out counts as asked for.
 */
export function selectsField(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, "fieldNodes" | "fragments">,
  names: readonly string[],
): boolean {
  const within = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((each) =>
      each.kind === "Field"
        ? names.includes(each.name.value)
        : within(
            each.kind === "InlineFragment" ? each.selectionSet : fragments[each.name.value]?.selectionSet,
          ),
    ) ?? false;
  return fieldNodes.some(({ selectionSet }) => within(selectionSet));
}
