/** What a browser gets to see at `/`: what this is, and three requests to paste into a shell. */
export function frontPage(url: string): string {
  return `ConvZoo: a GraphQL API for convolutional image classifiers, at ${url}

# List the trained versions
curl -s ${url} -H 'content-type: application/json' \\
  -d '{"query":"{ versions(first: 5) { edges { node { id testAccuracy model { name } } } } }"}'

# Classify a picture; put the id of a version in its place
curl -s ${url} -H 'x-graphql-yoga-csrf: 1' \\
  -F operations='{"query":"mutation ($id: ID!, $images: [File!]!) { predict(model: { version: $id }, images: $images) { __typename ... on MutationPredictSuccess { data { filename scores { label score } } } ... on Error { message code } } }","variables":{"id":"VERSION","images":[null]}}' \\
  -F map='{"0":["variables.images.0"]}' -F 0=@picture.png

# Watch a training; put the id of a run in its place
curl -sN ${url} -H 'accept: text/event-stream' -H 'content-type: application/json' \\
  -d '{"query":"subscription { runEvents(runId: \\"RUN\\") { __typename sequence ... on RunEpoch { epoch loss testAccuracy } ... on RunStateChanged { state } } }"}'

The schema: ask it (introspection is on), or read packages/server/schema.graphql.
Health: /health/live and /health/ready.
`;
}
