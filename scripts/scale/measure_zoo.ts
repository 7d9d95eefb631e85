/** How long a question takes, in milliseconds. */
export interface Measurement {
  readonly question: string;
  readonly p50: number;
  readonly p95: number;
  /** What p95 has to stay below. */
  readonly limit: number;
}

interface Question {
  readonly name: string;
  readonly limit: number;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const filter = {
  and: [
    { states: ["SUCCEEDED"] },
    { or: [{ tags: ["tag 3", "tag 7"] }, { metric: { name: "testAccuracy", atLeast: 0.5 } }] },
    { not: { spec: { path: "train.optimizer.adam.learningRate", atLeast: 0.0035 } } },
  ],
};

async function ask(
  url: string,
  { query, variables }: Pick<Question, "query" | "variables">,
): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data: unknown;
    errors?: readonly { message: string }[];
  };
  if (errors !== undefined) {
    throw new Error(errors[0]?.message);
  }
  return data;
}

/** Asks a server of a zoo that `seedZoo` has made. */
export async function measureZoo(
  url: string,
  { repetitions }: { readonly repetitions: number },
): Promise<Measurement[]> {
  const { runs, versions, predictions } = (await ask(url, {
    query: `{
      runs(first: 100, orderBy: { ascending: true }) { edges { node { id } } }
      versions(first: 1) { edges { node { id } } }
      predictions(first: 2, filter: { isOfDataset: true }) { edges { node { version { id } model { id } datasetImage { id } } } }
    }`,
    variables: {},
  })) as Record<"runs" | "versions", { edges: { node: { id: string } }[] }> & {
    predictions: { edges: { node: Record<"version" | "model" | "datasetImage", { id: string }> }[] };
  };
  // predictions alternate between the version that has half of them and one that has few
  const busy = predictions.edges[0]?.node;
  const questions: Question[] = [
    {
      name: "50 runs with latest metrics, filtered and sorted by a metric",
      limit: 150,
      query: `query ($filter: RunFilterInput) { runs(first: 50, filter: $filter, orderBy: { metric: "testAccuracy" }) {
        edges { node { id state seed tags variant { name } latestMetrics { name value step } } } pageInfo { endCursor }
      } }`,
      variables: { filter },
    },
    {
      name: "a count over a filter",
      limit: 100,
      query: "query ($filter: RunFilterInput) { runs(first: 0, filter: $filter) { totalCount } }",
      variables: { filter },
    },
    {
      name: "curves of 100 runs at 200 points",
      limit: 500,
      query: `query ($runIds: [ID!]!) { runSeries(runIds: $runIds, metrics: ["loss"], points: 200) {
        runId total steps values } }`,
      variables: { runIds: runs.edges.map(({ node }) => node.id) },
    },
    {
      name: "the same with the bounds of each stretch",
      limit: 500,
      query: `query ($runIds: [ID!]!) { runSeries(runIds: $runIds, metrics: ["loss"], points: 200) {
        runId total steps values minima maxima } }`,
      variables: { runIds: runs.edges.map(({ node }) => node.id) },
    },
    {
      name: "groups of runs over their seeds",
      limit: 500,
      query: `{ runGroups(metric: "testAccuracy", first: 100) {
        edges { node { n mean standardDeviation interval { lower upper } variant { name } dataset { name } } } } }`,
      variables: {},
    },
    {
      name: "lineage of a version",
      limit: 100,
      query: `query ($id: ID!) { version(id: $id) {
        id model { name } variant { name } dataset { name } run { id seed origin { id } parent { id } variant { id } }
      } }`,
      variables: { id: versions.edges[0]?.node.id },
    },
    {
      name: "lineage of an image, down to predictions and back",
      limit: 100,
      query: `query ($id: ID!) { node(id: $id) { ... on DatasetImage {
        label dataset { name versions(first: 10) { edges { node { id variant { name } run { id }
          aliases(first: 5) { edges { node { name } } } predictions(first: 5) { edges { node { id } } } } } } }
        predictions(first: 20) { edges { node { id label alias { name version { id } } datasetImage { position dataset { name } }
          version { id run { id seed variant { name model { name } } dataset { name } } } } } }
      } } }`,
      variables: { id: busy?.datasetImage.id },
    },
    {
      name: "the newest 20 runs and versions of a dataset that has all",
      limit: 100,
      query: `{ dataset(name: "scale") { runs(first: 20) { edges { node { id state variant { name } } } pageInfo { endCursor } }
        versions(first: 20) { edges { node { id model { name } aliases(first: 5) { edges { node { name } } } } } } } }`,
      variables: {},
    },
    {
      name: "50 predictions of a version, by class, score, actor and time",
      limit: 100,
      query: `query ($id: ID!, $filter: PredictionFilterInput) { version(id: $id) { predictions(first: 50, filter: $filter) {
        edges { node { id label probability createdAt alias { name } datasetImage { position } } } pageInfo { endCursor } } } }`,
      variables: {
        id: busy?.version.id,
        filter: {
          labels: ["a"],
          probabilityBelow: 0.6,
          actors: ["actor 2", "actor 4"],
          createdAt: { from: new Date(Date.now() - 30 * 86_400_000) },
        },
      },
    },
    {
      name: "a count of predictions of a model over a filter",
      limit: 100,
      query: `query ($filter: PredictionFilterInput) { predictions(filter: $filter) { totalCount } }`,
      variables: { filter: { modelId: busy?.model.id, labels: ["a"], probabilityBelow: 0.6 } },
    },
  ];
  const results: Measurement[] = [];
  for (const question of questions) {
    const times: number[] = [];
    for (let turn = -3; turn < repetitions; turn += 1) {
      const started = performance.now();
      await ask(url, question);
      if (turn >= 0) {
        times.push(performance.now() - started);
      }
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => Math.round(times[Math.ceil(share * times.length) - 1]!);
    results.push({ question: question.name, p50: at(0.5), p95: at(0.95), limit: question.limit });
  }
  return results;
}
