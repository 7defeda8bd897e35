/** Columns of the grid on which widgets stand [CloudWatch User Guide, Dashboard body structure and syntax]. */
export const COLUMNS = 24;

/** What CloudWatch lets a dashboard have [CloudWatch User Guide, CloudWatch service quotas; the same, Dashboard body structure and syntax]. */
export const DASHBOARD_LIMITS = { widgets: 500, metricsOfGraph: 500, metrics: 2500, alarmsOfWidget: 100 };

/** A metric, and the statistic that makes sense of it. */
export interface GraphMetric {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string;
}

/** How a line is drawn; in CloudWatch's own words. */
export interface LineOptions {
  readonly id?: string;
  readonly label?: string;
  /** False where it is only there for an expression. */
  readonly visible?: boolean;
  readonly yAxis?: 'right';
}

/** A line of a graph: a metric. Values of dimensions may be known only at deployment. */
export interface MetricLine {
  readonly metric: GraphMetric;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly options?: LineOptions;
}

/** A line of a graph, or several: an expression, or a query. A graph has one query at most [Dashboard body structure and syntax]. */
export interface ExpressionLine {
  readonly expression: string;
  readonly options: LineOptions;
}

/** An axis; no unit is read off the metrics, whose units do not always say what they mean. */
export interface Axis {
  readonly label: string;
  readonly max?: number;
}

/** A line across a graph. */
export interface Annotation {
  readonly value: number;
  readonly label: string;
  readonly color?: string;
}

/** What is in a widget. */
export type WidgetContent =
  | { readonly kind: 'text'; readonly markdown: string; readonly transparent?: boolean }
  | { readonly kind: 'alarms'; readonly title: string; readonly alarmArns: readonly string[] }
  | { readonly kind: 'log'; readonly title: string; readonly query: string; readonly view: 'table' | 'bar' }
  | GraphContent;

/** A graph over time. */
export interface GraphContent {
  readonly kind: 'graph';
  readonly title: string;
  readonly lines: readonly (MetricLine | ExpressionLine)[];
  readonly periodSeconds: number;
  readonly left: Axis;
  readonly right?: Axis;
  readonly stacked?: boolean;
  readonly annotations?: readonly Annotation[];
}

/** Widgets side by side, equally wide and equally high. */
export interface Row {
  readonly height: number;
  readonly contents: readonly WidgetContent[];
}

/** A widget and its place. */
export interface PlacedWidget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly content: WidgetContent;
}

/** A row. */
export function row(height: number, ...contents: WidgetContent[]): Row {
  return { height, contents };
}

/** Puts rows under each other. */
export function layOut(rows: readonly Row[]): PlacedWidget[] {
  let y = 0;
  return rows.flatMap(({ height, contents }) => {
    const top = y;
    y += contents.length === 0 ? 0 : height;
    const width = Math.floor(COLUMNS / contents.length);
    return contents.map((content, index) => ({ x: index * width, y: top, width, height, content }));
  });
}
