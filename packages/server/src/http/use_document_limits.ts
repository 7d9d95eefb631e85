import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";
import type { Plugin } from "graphql-yoga";

/** How large a document may be; defaults are far above what the client and the dashboard send. */
export interface DocumentLimits {
  /** Words and signs, which bounds the time of parsing. @default {2000} */
  readonly tokens?: number | undefined;
  /** Fields within fields; introspection does not count. @default {12} */
  readonly depth?: number | undefined;
  /** Fields in all, those of fragments counted wherever they are used. @default {500} */
  readonly fields?: number | undefined;
  /** Fields under another name than their own. @default {30} */
  readonly aliases?: number | undefined;
}

interface Size {
  depth: number;
  fields: number;
  aliases: number;
}

/** Refuses documents that ask for too much at once. */
export function useDocumentLimits(limits: DocumentLimits = {}): Plugin {
  const { tokens = 2000, depth = 12, fields = 500, aliases = 30 } = limits;
  return {
    onParse({ parseFn, setParseFn }) {
      setParseFn((source, options) => parseFn(source, { ...options, maxTokens: tokens }));
    },
    onValidate({ addValidationRule }) {
      addValidationRule((context: ValidationContext) => limitRule(context, { depth, fields, aliases }));
    },
  };
}

function limitRule(context: ValidationContext, limits: Size): ASTVisitor {
  const sizes = new Map<FragmentDefinitionNode, Size>();
  return {
    OperationDefinition(operation: OperationDefinitionNode) {
      const size = measure(operation.selectionSet, context, { sizes, open: new Set(), limit: limits.fields });
      for (const [name, most] of Object.entries(limits) as [keyof Size, number][]) {
        if (size[name] > most) {
          context.reportError(
            new GraphQLError(
              `Cannot answer the document as its ${name} must be at most ${most}: current value is ${size[name]}`,
              { nodes: operation, extensions: { code: "DOCUMENT_TOO_LARGE" } },
            ),
          );
        }
      }
    },
  };
}

interface Measuring {
  /** Fragments that are measured already, so that a fragment of fragments of fragments costs no more than its text. */
  readonly sizes: Map<FragmentDefinitionNode, Size>;
  /** Fragments that are being measured: one that contains itself is an error of another rule. */
  readonly open: Set<FragmentDefinitionNode>;
  readonly limit: number;
}

function measure(set: SelectionSetNode, context: ValidationContext, measuring: Measuring): Size {
  const total: Size = { depth: 0, fields: 0, aliases: 0 };
  const add = (size: Size, { deeper }: { readonly deeper: number }): void => {
    total.depth = Math.max(total.depth, size.depth + deeper);
    total.fields += size.fields;
    total.aliases += size.aliases;
  };
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      // Introspection is deep by nature, and GraphQL's own rule bounds it.
      const inner = selection.name.value.startsWith("__") ? undefined : selection.selectionSet;
      add({ depth: 0, fields: 1, aliases: selection.alias === undefined ? 0 : 1 }, { deeper: 1 });
      if (inner !== undefined) {
        add(measure(inner, context, measuring), { deeper: 1 });
      }
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      add(measure(selection.selectionSet, context, measuring), { deeper: 0 });
    } else {
      add(measureFragment(context.getFragment(selection.name.value), context, measuring), { deeper: 0 });
    }
  }
  return total;
}

function measureFragment(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  measuring: Measuring,
): Size {
  const { sizes, open } = measuring;
  if (!fragment || open.has(fragment)) {
    return { depth: 0, fields: 0, aliases: 0 };
  }
  let size = sizes.get(fragment);
  if (size === undefined) {
    open.add(fragment);
    size = measure(fragment.selectionSet, context, measuring);
    open.delete(fragment);
    sizes.set(fragment, size);
  }
  return size;
}
