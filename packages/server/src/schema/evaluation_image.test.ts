import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countStatements } from "../testing/count_statements.ts";
import { type PlantedEvaluations, plantEvaluations } from "../testing/planted_evaluations.ts";
import { startTestServer, type TestServer } from "../testing/test_server.ts";

const images = 90;
const labels = Array.from({ length: images }, (_none, image) => image % 3);
const predicted = labels.map((label, image) => (image % 5 === 0 ? (label + 1 + (image % 2)) % 3 : label));

let server: TestServer;
let planted: PlantedEvaluations;

beforeAll(async () => {
  server = await startTestServer();
  planted = await plantEvaluations(server.database, labels, [predicted, labels]);
});
afterAll(() => server.close());

async function ask(document: string, variables: object = {}) {
  const id = `Evaluation_${planted.evaluationIds[0]}`;
  const { data, errors } = await server.send(document, { id, ...variables });
  expect(errors).toBeUndefined();
  return data.evaluation;
}

interface Cell {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
  readonly images: { readonly edges: { readonly node: { readonly index: number } }[] };
}

const indices = ({ images: { edges } }: Pick<Cell, "images">): number[] =>
  edges.map(({ node }) => node.index);

describe("ConfusionCell.images", () => {
  const document = `query ($id: ID!) { evaluation(id: $id) { report { confusion { label predicted count
    images(first: 100) { edges { node { index label predicted image { position } } } } } } } }`;

  test("are those of each cell, all of them loaded together", async () => {
    const { report } = await ask(document);
    const cells: Cell[] = report.confusion;
    expect(cells).toHaveLength(9);
    for (const cell of cells) {
      const expected = labels.flatMap((label, image) =>
        label === cell.label && predicted[image] === cell.predicted ? [image] : [],
      );
      expect(indices(cell)).toEqual(expected);
      expect(cell.count).toBe(expected.length);
    }
  });

  test("take as many statements for nine cells as for three", async () => {
    const [first, second] = planted.evaluationIds;
    const nine = await countStatements(server, document, { id: `Evaluation_${first}` });
    const three = await countStatements(server, document, { id: `Evaluation_${second}` });
    expect(three.data.evaluation.report.confusion).toHaveLength(3);
    expect(nine.statements).toHaveLength(three.statements.length);
  });
});

describe("Evaluation.images", () => {
  test.each([["INDEX"], ["WORST"]])(
    "are paged through in the order %s, none twice and none left out",
    async (order) => {
      const seen: { index: number; labelScore: number }[] = [];
      let after: string | null = null;
      do {
        const {
          images: page,
        }: {
          images: {
            edges: { node: (typeof seen)[number] }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        } = await ask(
          `query ($id: ID!, $order: EvaluationImageOrder!, $after: String) { evaluation(id: $id) {
            images(first: 40, after: $after, order: $order) { edges { node { index labelScore } } pageInfo { hasNextPage endCursor } } } }`,
          { order, after },
        );
        seen.push(...page.edges.map(({ node }) => node));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      const sorted = seen.toSorted((a, b) =>
        order === "WORST" ? a.labelScore - b.labelScore || a.index - b.index : a.index - b.index,
      );
      expect(seen).toEqual(sorted);
      expect(new Set(seen.map(({ index }) => index)).size).toBe(images);
      const backwards: typeof seen = [];
      let before: string | null = null;
      do {
        const {
          images: page,
        }: {
          images: {
            edges: { node: (typeof seen)[number] }[];
            pageInfo: { hasPreviousPage: boolean; startCursor: string };
          };
        } = await ask(
          `query ($id: ID!, $order: EvaluationImageOrder!, $before: String) { evaluation(id: $id) {
            images(last: 40, before: $before, order: $order) { edges { node { index labelScore } } pageInfo { hasPreviousPage startCursor } } } }`,
          { order, before },
        );
        backwards.unshift(...page.edges.map(({ node }) => node));
        before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
      } while (before !== null);
      expect(backwards).toEqual(seen);
    },
  );

  test("are filtered by class and by what they were taken for", async () => {
    const { images: found } = await ask(
      `query ($id: ID!) { evaluation(id: $id) { images(first: 100, label: 1, predicted: 1, order: WORST) { edges { node { index } } } } }`,
    );
    const expected = labels.flatMap((label, image) => (label === 1 && predicted[image] === 1 ? [image] : []));
    expect(indices({ images: found }).toSorted((a, b) => a - b)).toEqual(expected);
  });

  test.each([['after: "x"'], ['before: "1 or true"'], ["first: 1, last: 1"]])("refuse %s", async (paging) => {
    const { errors } = await server.send(
      `query ($id: ID!) { evaluation(id: $id) { images(${paging}) { edges { node { index } } } } }`,
      { id: `Evaluation_${planted.evaluationIds[0]}` },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
  });
});
