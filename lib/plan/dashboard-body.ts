import type {
  Axis, ExpressionLine, GraphContent, GraphMetric, LineOptions, MetricLine, PlacedWidget, WidgetContent,
} from './dashboard-widgets';

/** The body of a dashboard, as CloudWatch has it in JSON [CloudWatch User Guide, Dashboard body structure and syntax]. */
export interface DashboardBody {
  readonly start?: string;
  readonly periodOverride: 'inherit';
  readonly widgets: object[];
}

/**
 * Widgets as the body of a dashboard.
 *
 * Periods stay what they are whatever time is looked at: what is added up over tasks has to be from the same period, and what is published
 * every five minutes would be dotted in shorter ones.
 */
export function renderBody(widgets: readonly PlacedWidget[], region: string, start?: string): DashboardBody {
  return {
    ...(start !== undefined && { start }),
    periodOverride: 'inherit',
    widgets: widgets.map(({ content, ...place }) => ({ type: TYPES[content.kind], ...place, properties: properties(content, region) })),
  };
}

const TYPES: Readonly<Record<WidgetContent['kind'], string>> = { text: 'text', alarms: 'alarm', log: 'log', graph: 'metric' };

function properties(content: WidgetContent, region: string): object {
  switch (content.kind) {
    case 'text': return { markdown: content.markdown, ...(content.transparent === true && { background: 'transparent' }) };
    case 'alarms': return { title: content.title, alarms: content.alarmArns, sortBy: 'stateUpdatedTimestamp' };
    case 'log': return { title: content.title, region, query: content.query, view: content.view };
    case 'graph': return graphProperties(content, region);
  }
}

function graphProperties({ title, lines, periodSeconds, left, right, stacked, annotations = [] }: GraphContent, region: string): object {
  const first = lines.find(isMetric);
  return {
    title,
    region,
    view: 'timeSeries',
    ...(stacked === true && { stacked }),
    period: periodSeconds,
    ...(first !== undefined && { stat: first.metric.statistic }),
    metrics: metricsOf(lines, first?.metric),
    yAxis: { left: axisOf(left), ...(right !== undefined && { right: axisOf(right) }) },
    ...(annotations.length > 0 && { annotations: { horizontal: annotations } }),
  };
}

function axisOf({ label, max }: Axis): object {
  return { label, min: 0, ...(max !== undefined && { max }), showUnits: false };
}

/** A dot stands for what is the same in the metric before. */
function metricsOf(lines: readonly (MetricLine | ExpressionLine)[], first: GraphMetric | undefined): unknown[][] {
  let before: readonly string[] = [];
  return lines.map((line) => {
    if (!isMetric(line)) return [{ expression: line.expression, ...line.options }];
    const { metric: { namespace, name, statistic }, dimensions } = line;
    const parts = [namespace, name, ...Object.entries(dimensions).flat()];
    const shortened = parts.map((part, index) => (part === before[index] && parts.length === before.length ? '.' : part));
    before = parts;
    const options: LineOptions & { stat?: string } = { ...line.options, ...(statistic !== first?.statistic && { stat: statistic }) };
    return [...shortened, ...(Object.keys(options).length === 0 ? [] : [options])];
  });
}

function isMetric(line: MetricLine | ExpressionLine): line is MetricLine {
  return 'metric' in line;
}
