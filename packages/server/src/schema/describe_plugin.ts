import SchemaBuilder, {
  type SchemaTypes as AnySchemaTypes,
  BasePlugin,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
} from "@pothos/core";
import {
  descriptionsOfEndings,
  descriptionsOfNames,
  descriptionsOfPlaces,
  descriptionsOfTypes,
} from "./descriptions.ts";

const pluginName = "describe";

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends AnySchemaTypes> {
      describe: DescribePlugin<Types>;
    }
  }
}

/** Describes what its declaration does not: types that a library makes, and names that mean the same wherever they stand. */
class DescribePlugin<Types extends AnySchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(config: PothosTypeConfig): PothosTypeConfig {
    const { name, description } = config;
    const ending = descriptionsOfEndings.find(([pattern]) => pattern.test(name))?.[1];
    return { ...config, description: description ?? descriptionsOfTypes[name] ?? ending };
  }

  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const place = `${config.parentType}.${config.name}`;
    const args = Object.fromEntries(
      Object.entries(config.args).map(([name, arg]) => [
        name,
        { ...arg, description: arg.description ?? descriptionOf(`${place}(${name})`, name) },
      ]),
    );
    return { ...config, args, description: config.description ?? descriptionOf(place, config.name) };
  }

  override onInputFieldConfig(config: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    const { parentType, name, description } = config;
    return { ...config, description: description ?? descriptionOf(`${parentType}.${name}`, name) };
  }
}

function descriptionOf(place: string, name: string): string | undefined {
  return descriptionsOfPlaces[place] ?? descriptionsOfNames[name];
}

SchemaBuilder.registerPlugin(pluginName, DescribePlugin);

export default pluginName;
