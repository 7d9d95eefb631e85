import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";
import type { schema } from "../schema/schema.ts";

type Field = NonNullable<
  ReturnType<NonNullable<ReturnType<(typeof schema)["getMutationType"]>>["getFields"]>[string]
>;

/** What a field must be given: variables for a document, and how they are declared and passed. */
export interface MinimalArguments {
  readonly values: Readonly<Record<string, unknown>>;
  /** Such as `($id: ID!)`; empty without arguments. */
  readonly declared: string;
  /** Such as `(id: $id)`. */
  readonly passed: string;
}

/** Makes up the arguments without which a field cannot be asked for: of the right types, and of things that there are not. */
export function minimalArguments({ args }: Field): MinimalArguments {
  const required = args.filter(isRequiredArgument);
  const join = (parts: readonly string[]): string => (parts.length === 0 ? "" : `(${parts.join(", ")})`);
  return {
    values: Object.fromEntries(required.map(({ name, type }) => [name, minimalValue(type)])),
    declared: join(required.map(({ name, type }) => `$${name}: ${type}`)),
    passed: join(required.map(({ name }) => `${name}: $${name}`)),
  };
}

function minimalValue(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) {
    return minimalValue(type.ofType);
  }
  if (isListType(type)) {
    return [minimalValue(type.ofType)];
  }
  if (isEnumType(type)) {
    return type.getValues()[0]!.name;
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const given = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
    return Object.fromEntries(given.map((field) => [field.name, minimalValue(field.type)]));
  }
  switch (type.name) {
    case "Int":
    case "Float":
      return 1;
    case "Boolean":
      return true;
    case "File":
      return new Blob(["x"]);
    case "DateTime":
      return "2020-01-01T00:00:00.000Z";
    case "NoParameters":
      return {};
    default:
      return "x";
  }
}
