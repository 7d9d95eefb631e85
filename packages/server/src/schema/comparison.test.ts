import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countStatements } from "../testing/count_statements.ts";
import { type PlantedEvaluations, plantEvaluations } from "../testing/planted_evaluations.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

const images = 60;
const labels = Array.from({ length: images }, (_none, image) => image % 3);
/** The first is always right; the others are wrong in one image of so many, each in another way. */
const wrongIn = [Number.POSITIVE_INFINITY, 2, 3, 5];
const says = (version: number, image: number): number =>
  image % wrongIn[version]! === 0 && version > 0 ? (labels[image]! + version) % 3 : labels[image]!;

let server: TestServer;
let planted: PlantedEvaluations;

beforeAll(async () => {
  server = await startTestServer();
  const answers = wrongIn.map((_step, version) => labels.map((_label, image) => says(version, image)));
  planted = await plantEvaluations(server.database, labels, answers);
});
afterAll(() => server.close());

const document = `query ($input: CompareVersionsInput!, $first: Int, $after: String, $side: DisagreementSide) {
  compareVersions(input: $input) { __typename ... on InvalidInputError { code path message }
    ... on QueryCompareVersionsSuccess { data { versionId baselineId correctedPValue verdict mcNemar { pValue onlyVersion onlyBaseline }
      disagreements(first: $first, after: $after, side: $side) { totalCount
        edges { cursor node { index label baseline version image { position split label } } } pageInfo { hasNextPage endCursor } } } } } }`;

const input = (versions: readonly number[], baseline: number | null) => ({
  baselineId: baseline === null ? null : `Version_${planted.versionIds[baseline]}`,
  versionIds: versions.map((version) => `Version_${planted.versionIds[version]}`),
  datasetId: `Dataset_${planted.datasetId}`,
});

async function compare(variables: object) {
  const { data, errors } = await server.send(document, { ...variables });
  expect(errors).toBeUndefined();
  return data.compareVersions.data;
}

interface Found {
  readonly node: {
    readonly index: number;
    readonly label: number;
    readonly baseline: number;
    readonly version: number;
  };
}

describe("Comparison.disagreements", () => {
  test("are paged through by the images, with those who are right", async () => {
    const wanted = (holds: (image: number) => boolean): number[] =>
      labels.flatMap((_label, image) => (says(1, image) !== says(2, image) && holds(image) ? [image] : []));
    const right = (version: number, image: number): boolean => says(version, image) === labels[image];
    const cases: [string | null, number[]][] = [
      [null, wanted(() => true)],
      ["VERSION_RIGHT", wanted((image) => right(2, image))],
      ["BASELINE_RIGHT", wanted((image) => right(1, image))],
      ["BOTH_WRONG", wanted((image) => !right(1, image) && !right(2, image))],
    ];
    for (const [side, expected] of cases) {
      const seen: number[] = [];
      let after: string | null = null;
      do {
        const [found]: [
          {
            disagreements: {
              totalCount: number;
              edges: Found[];
              pageInfo: { hasNextPage: boolean; endCursor: string };
            };
          },
        ] = await compare({ input: input([2], 1), first: 7, after, side });
        const { totalCount, edges, pageInfo } = found.disagreements;
        expect(totalCount).toBe(expected.length);
        for (const { node } of edges) {
          const { index } = node;
          seen.push(index);
          expect(node).toEqual({
            index,
            label: labels[index],
            baseline: says(1, index),
            version: says(2, index),
            image: { position: images + index, split: "TEST", label: labels[index] },
          });
        }
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen).toEqual(expected);
    }
  });

  test("take as many statements for six pairs as for one", async () => {
    const ask = (variables: object) => countStatements(server, document, { first: 5, ...variables });
    const one = await ask({ input: input([1], 0) });
    const many = await ask({ input: input([0, 1, 2, 3], null) });
    expect(many.data.compareVersions.data).toHaveLength(6);
    expect(many.statements).toHaveLength(one.statements.length);
  });

  test("are paged through from the end, in the same order", async () => {
    const backwards = document
      .replace("first: $first, after: $after", "last: $first, before: $after")
      .replace("endCursor", "startCursor hasPreviousPage");
    const seen: number[] = [];
    let before: string | null = null;
    do {
      const { data, errors }: Awaited<ReturnType<TestServer["send"]>> = await server.send(backwards, {
        input: input([2], 1),
        first: 7,
        after: before,
      });
      expect(errors).toBeUndefined();
      const { edges, pageInfo } = data.compareVersions.data[0].disagreements;
      seen.unshift(...edges.map(({ node }: Found) => node.index));
      before = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
    } while (before !== null);
    const all = Array.from({ length: images }, (_none, index) => index);
    expect(seen).toEqual(all.filter((index) => says(1, index) !== says(2, index)));
  });

  test("refuse cursors that are none of theirs, and both ends at once", async () => {
    for (const [from, to] of [
      ["after: $after", 'after: "x"'],
      ["after: $after", 'before: "-1"'],
      ["after: $after", "last: 1"],
    ] as const) {
      const { errors } = await server.send(
        document.replace(from, to).replace("$after: String, ", "").replace(", $after: String", ""),
        { input: input([1], 0), first: 2 },
      );
      expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    }
  });
});

describe("compareVersions", () => {
  test("names the argument at fault", async () => {
    const { data } = await server.send(document, { input: input([1], null) });
    expect(data.compareVersions).toMatchObject({
      __typename: "InvalidInputError",
      path: "input.versionIds",
      message: expect.stringContaining("must name 2 to 10 versions"),
    });
  });
});
