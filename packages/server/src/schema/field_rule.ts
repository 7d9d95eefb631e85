import SchemaBuilder, {
  type SchemaTypes as AnySchemaTypes,
  BasePlugin,
  type PothosOutputFieldConfig,
} from "@pothos/core";
import type { GraphQLFieldResolver } from "graphql";
import { ForbiddenError } from "../errors/forbidden_error.ts";

/** Somebody wants a field. */
export interface FieldAccess {
  /** The type that has it, such as `Mutation` or `Webhook`. */
  readonly type: string;
  readonly field: string;
  /** Who asks. */
  readonly actor: string;
  /** What the field is of: the row, or whatever the type stands for; undefined at the root. */
  readonly parent: unknown;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Says whether somebody may have a field; asked once for each field of each thing in an answer, before it is resolved. */
export type FieldRule = (access: FieldAccess) => boolean | Promise<boolean>;

/** What the rule is asked with. */
interface RuledContext {
  readonly actor: string;
  readonly fieldRule?: FieldRule | undefined;
}

const pluginName = "fieldRule";

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends AnySchemaTypes> {
      fieldRule: FieldRulePlugin<Types>;
    }
  }
}

/**
 * The one place that every field of the schema passes, whatever resolves it: access control is a rule in the context of a request, and
 * no resolver knows of it. A field that the rule denies fails with a {@linkcode ForbiddenError}, which mutations have in their results.
 */
class FieldRulePlugin<Types extends AnySchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types["Context"], object>,
    { parentType, name }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> {
    return (parent, args, context, info) => {
      const { actor, fieldRule } = context as RuledContext;
      if (fieldRule === undefined) {
        return resolve(parent, args, context, info);
      }
      const refuse = (): never => {
        throw new ForbiddenError(`${parentType}.${name}`, actor);
      };
      const access = { type: parentType, field: name, actor, parent, args: { ...args } };
      const isAllowed = fieldRule(access);
      if (typeof isAllowed === "boolean") {
        return isAllowed ? resolve(parent, args, context, info) : refuse();
      }
      return isAllowed.then((allowed) => (allowed ? resolve(parent, args, context, info) : refuse()));
    };
  }

  override wrapSubscribe(
    subscribe: GraphQLFieldResolver<unknown, Types["Context"], object> | undefined,
    { parentType, name }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types["Context"], object> | undefined {
    return (
      subscribe &&
      (async (parent, args, context, info) => {
        const { actor, fieldRule } = context as RuledContext;
        const access = { type: parentType, field: name, actor, parent, args: { ...args } };
        if (fieldRule !== undefined && !(await fieldRule(access))) {
          throw new ForbiddenError(`${parentType}.${name}`, actor);
        }
        return await subscribe(parent, args, context, info);
      })
    );
  }
}

SchemaBuilder.registerPlugin(pluginName, FieldRulePlugin);

export default pluginName;
