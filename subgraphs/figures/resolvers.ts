import type { PublishedFormula } from '../../core/figures-formulas.ts';
import {
  BACKLOG_AGES,
  FIGURE_MEASURE_NAMES,
  FIGURE_MEASURES,
  type FigureMeasure,
} from '../../core/figures-measures.ts';
import type { FigurePeriod } from '../../core/figures-periods.ts';
import { severityOfRank } from '../../core/severity.ts';
import type { SubgraphBase } from '../../runtime/subgraph.ts';
import type { CountedPage } from '../page.ts';
import { type Cell, type CellDimension, isGridDimension } from './cohort.ts';
import type { createExport } from './export.ts';
import type { FiguresService } from './service.ts';
import type { CountedLife } from './store.ts';
import type * as T from './types.generated.ts';

export interface FiguresContext extends SubgraphBase {
  figures: FiguresService;
  exporter: ReturnType<typeof createExport>;
}

/** The value of a dimension in a cell; null where it is not grouped by that, or its orders have none. */
export function valueIn({ cohort, key }: Cell, dimension: (one: CellDimension) => boolean): string | null {
  const place = cohort.dimensions.findIndex(dimension);
  const value = place === -1 ? '' : (key[place] ?? '');
  return value === '' ? null : value;
}

const is = (name: CellDimension) => (dimension: CellDimension) => dimension === name;
const ref = (cell: Cell, name: CellDimension) => {
  const id = valueIn(cell, is(name));
  return id === null ? null : { id };
};

/** A count, as GraphQL's Int. */
const count =
  (measure: FigureMeasure) =>
  async (cell: Cell, _: unknown, { figures }: FiguresContext) =>
    Math.round(await figures.value(cell, measure));

const Figure = {
  grid(cell) {
    const code = valueIn(cell, isGridDimension);
    return code === null ? null : { code };
  },
  party: (cell) => ref(cell, 'PARTY'),
  person: (cell) => ref(cell, 'PERSON'),
  matter: (cell) => valueIn(cell, is('MATTER')),
  source: (cell) => valueIn(cell, is('SOURCE')),
  channel: (cell) => valueIn(cell, is('CHANNEL')),
  profile: (cell) => valueIn(cell, is('PROFILE')),
  severity(cell) {
    const rank = valueIn(cell, is('SEVERITY'));
    return rank === null ? null : severityOfRank(Number(rank));
  },
  reported: count('REPORTED'),
  filed: count('FILED'),
  dispatched: count('DISPATCHED'),
  taken: count('TAKEN'),
  closed: count('CLOSED'),
  onTime: count('ON_TIME'),
  overdue: count('OVERDUE'),
  reworked: count('REWORKED'),
  reworks: count('REWORKS'),
  reopened: count('REOPENED'),
  supervised: count('SUPERVISED'),
  reminded: count('REMINDED'),
  backlog: count('BACKLOG'),
  backlogOverdue: count('BACKLOG_OVERDUE'),
  backlogAges: (cell, _, { figures }) => figures.values(cell, BACKLOG_AGES),
  value: (cell, { measure }, { figures }) => figures.value(cell, measure),
  values: (cell, { measures }, { figures }) => figures.values(cell, measures),
  respond: (cell, _, { figures }) => figures.length(cell, 'respond'),
  reportBack: (cell, _, { figures }) => figures.length(cell, 'reportBack'),
  handle: (cell, _, { figures }) => figures.length(cell, 'handle'),
  close: (cell, _, { figures }) => figures.length(cell, 'close'),
  satisfaction: (cell, _, { figures }) => figures.satisfaction(cell),
  change: (cell, { measure, against }, { figures }) => figures.change(cell, measure, against),
  formula: (cell, { code }, { figures }) => figures.formula(cell, code),
  formulas: (cell, _, { figures }) => figures.formulas(cell),
  workOrders: (cell, { measure, ...page }, { figures }) => figures.drill(cell, measure, page),
} satisfies T.FigureResolvers<FiguresContext, Cell>;

const FigurePeriodResolvers = {
  from: ({ fromMs }) => new Date(fromMs),
  to: ({ endMs }) => new Date(endMs),
  complete: ({ toMs, endMs }) => toMs === endMs,
} satisfies T.FigurePeriodResolvers<FiguresContext, FigurePeriod>;

const FigureConnection = {
  totalCount: (page) => page.count(),
} satisfies T.FigureConnectionResolvers<FiguresContext, CountedPage<Cell>>;

const orderOf = ({ workOrderId }: CountedLife) => ({ id: workOrderId });
const FigureWorkOrderConnection = {
  edges: ({ edges }) =>
    edges.map(({ cursor, node }) => ({ cursor, node: orderOf(node), life: node.life, value: node.value })),
  nodes: ({ nodes }) => nodes.map(orderOf),
  totalCount: (page) => page.count(),
} satisfies T.FigureWorkOrderConnectionResolvers<FiguresContext, CountedPage<CountedLife>>;

const Formula = {
  nameZh: ({ body }) => body.nameZh,
  nameEn: ({ body }) => body.nameEn,
  source: ({ body }) => body.source,
  unit: ({ body }) => body.unit,
  better: ({ body }) => body.better,
  empty: ({ body }) => body.empty,
  numerator: ({ body }) =>
    (body.numerator ?? []).map(({ measure, times }) => ({ measure, times: times ?? 1 })),
  denominator: ({ body }) =>
    (body.denominator ?? []).map(({ measure, times }) => ({ measure, times: times ?? 1 })),
  parts: ({ body }) => body.parts ?? [],
} satisfies T.FormulaResolvers<FiguresContext, PublishedFormula>;

const Grid = {
  __resolveReference: ({ code }) => ({ code }),
  figures: ({ code }, { period }, { figures }) => figures.ofGrid(code, period),
} satisfies T.GridResolvers<FiguresContext, { code: string }>;

const Party = {
  __resolveReference: ({ id }) => ({ id }),
  figures: ({ id }, { period }, { figures }) => figures.ofParty(id, period),
} satisfies T.PartyResolvers<FiguresContext, { id: string }>;

const Person = {
  __resolveReference: ({ id }) => ({ id }),
  figures: ({ id }, { period }, { figures }) => figures.ofPerson(id, period),
} satisfies T.PersonResolvers<FiguresContext, { id: string }>;

const Query = {
  workOrderFigures: (_, { first, after, ...question }, { figures }) =>
    figures.figures(question, { first, after }),
  figureMeasures(_, _args, { figures }) {
    figures.requireReader();
    return FIGURE_MEASURE_NAMES.map((measure) => {
      const { zh: nameZh, en: nameEn, meaningZh, meaningEn, unit } = FIGURE_MEASURES[measure];
      return { measure, nameZh, nameEn, meaningZh, meaningEn, unit };
    });
  },
  formulas(_, _args, { figures }) {
    figures.requireReader();
    return figures.formulasInForce();
  },
  exportWorkOrderFigures: (_, { format, ...question }, { exporter }) => exporter.payload(question, format),
} satisfies T.QueryResolvers<FiguresContext>;

export const figuresResolvers = {
  Figure,
  FigurePeriod: FigurePeriodResolvers,
  FigureConnection,
  FigureWorkOrderConnection,
  Formula,
  Grid,
  Party,
  Person,
  Query,
};
