/** What the sample requests are about. */
export interface SampleContext {
  /** The GraphQL endpoint. */
  readonly url: string;
  readonly runId: string;
  readonly versionId: string;
  /** A picture on disk. */
  readonly imagePath: string;
}

/** A request that can be pasted into a shell. */
export interface SampleRequest {
  readonly title: string;
  readonly command: string;
}

/** Three ways to talk to the API: a query, an upload, a subscription. */
export function sampleRequests({ url, runId, versionId, imagePath }: SampleContext): SampleRequest[] {
  const address = quote(url);
  const upload = {
    query:
      "mutation ($id: ID!, $images: [File!]!) { predict(model: { version: $id }, images: $images) { __typename " +
      "... on MutationPredictSuccess { data { filename scores { label score } } } ... on Error { code message } } }",
    variables: { id: versionId, images: [null] },
  };
  const subscription = {
    query:
      "subscription ($id: ID!) { runEvents(runId: $id) { __typename sequence " +
      "... on RunEpoch { epoch loss testAccuracy } ... on RunStateChanged { state } } }",
    variables: { id: runId },
  };
  const query = { query: "{ versions(first: 5) { edges { node { id testAccuracy model { name } } } } }" };
  const json = "-H 'content-type: application/json'";
  return [
    { title: "List the trained versions", command: `curl -s ${address} ${json} -d ${quoteJson(query)}` },
    {
      title: "Classify a picture",
      command:
        `curl -s ${address} -H 'x-graphql-yoga-csrf: 1' -F operations=${quoteJson(upload)} ` +
        `-F map='{"0":["variables.images.0"]}' -F ${quote(`0=@"${imagePath}"`)}`,
    },
    {
      title: "Watch a training, from its first event",
      command: `curl -sN ${address} -H 'accept: text/event-stream' ${json} -d ${quoteJson(subscription)}`,
    },
  ];
}

function quoteJson(value: unknown): string {
  return quote(JSON.stringify(value));
}

/** Quotes a word for a POSIX shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
