import { GraphQLError } from "graphql";
import { builder } from "./builder.ts";

builder.scalarType("DateTime", {
  description: "A moment, as ISO 8601 text in UTC with milliseconds.",
  serialize: (value) => value.toISOString(),
});

builder.scalarType("JSON", {
  description: "Any JSON value.",
  serialize: (value) => value,
});

builder.scalarType("File", {
  description: "A file, uploaded as the GraphQL multipart request specification says.",
  serialize: () => {
    throw new GraphQLError("Cannot send a File as files are only received");
  },
  parseValue: (value) => {
    if (value instanceof Object && "arrayBuffer" in value && "size" in value && "name" in value) {
      return value as File;
    }
    throw new GraphQLError(
      `Cannot read a File as it must be uploaded in a multipart request: current value is ${typeof value}`,
      { extensions: { code: "BAD_USER_INPUT" } },
    );
  },
  parseLiteral: () => {
    throw new GraphQLError("Cannot read a File as it must be a variable, not part of the document", {
      extensions: { code: "BAD_USER_INPUT" },
    });
  },
});
