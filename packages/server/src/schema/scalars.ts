import { GraphQLError } from "graphql";
import { builder } from "./builder.ts";

const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

builder.scalarType("DateTime", {
  description: "A moment, as ISO 8601 text in UTC with milliseconds.",
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const moment = typeof value === "string" && isoDate.test(value) ? new Date(value) : undefined;
    if (moment === undefined || Number.isNaN(moment.getTime())) {
      throw new GraphQLError(
        `Cannot read a DateTime as it must be like 2026-01-31T12:00:00Z: current value is ${JSON.stringify(value)}`,
        { extensions: { code: "BAD_USER_INPUT" } },
      );
    }
    return moment;
  },
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

builder.scalarType("NoParameters", {
  description: "An empty object, `{}`: the parameters of a technique that has none.",
  serialize: () => {
    throw new GraphQLError("Cannot send NoParameters as they are only received");
  },
  parseValue: (value) => {
    if (value instanceof Object && !Array.isArray(value) && Object.keys(value).length === 0) {
      return {};
    }
    throw new GraphQLError(
      `Cannot read NoParameters as they must be {}: current value is ${JSON.stringify(value)}`,
      { extensions: { code: "BAD_USER_INPUT" } },
    );
  },
});
