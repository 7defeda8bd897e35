/**
 * CloudWatch's documented structure of a dashboard's body, as a strict check: nothing may be in it that is not documented
 * [CloudWatch User Guide, Dashboard body structure and syntax].
 */

type Json = Readonly<Record<string, unknown>>;

/** What a value has to be: no complaint, or one. */
type Check = (value: unknown) => string | undefined;

interface Member {
  readonly check: Check;
  readonly required?: boolean;
}

/** A widget as it is in a body. */
export interface BodyWidget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: BodyProperties;
}

export interface BodyProperties {
  readonly title?: string;
  readonly markdown?: string;
  readonly query?: string;
  readonly view?: string;
  readonly region?: string;
  readonly stacked?: boolean;
  readonly alarms?: readonly string[];
  readonly metrics?: readonly (readonly unknown[])[];
  readonly stat?: string;
  readonly period?: number;
  readonly annotations?: { readonly horizontal: readonly { readonly value: number; readonly label?: string }[] };
}

export interface Body {
  readonly start?: string;
  readonly periodOverride?: string;
  readonly widgets: readonly BodyWidget[];
}

const text: Check = (value) => (typeof value === 'string' ? undefined : 'must be a string');
const number: Check = (value) => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a number');
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be a boolean');
const matching = (pattern: RegExp): Check => (value) => (typeof value === 'string' && pattern.test(value) ? undefined : `must match ${String(pattern)}`);
const oneOf = (...values: string[]): Check => (value) => (values.includes(String(value)) ? undefined : `must be one of ${values.join(', ')}`);
const whole = (min: number, max = Infinity): Check => (value) =>
  (Number.isInteger(value) && Number(value) >= min && Number(value) <= max ? undefined : `must be a whole number from ${min} to ${max}`);

const period: Check = (value) => whole(60)(value) ?? (Number(value) % 60 === 0 ? undefined : 'must be a multiple of 60');
const color = matching(/^#[0-9a-f]{6}$/);
const statistic = matching(/^(SampleCount|Average|Sum|Minimum|Maximum|p\d{1,2}(\.\d+)?)$/);
const id = matching(/^[a-z]\w*$/);

const RENDERING: Readonly<Record<string, Member>> = {
  color: { check: color }, label: { check: text }, period: { check: period }, stat: { check: statistic }, visible: { check: flag },
  yAxis: { check: oneOf('left', 'right') }, id: { check: id }, region: { check: text }, accountId: { check: text },
};
const EXPRESSION: Readonly<Record<string, Member>> = { ...RENDERING, expression: { check: text, required: true } };
const AXIS: Readonly<Record<string, Member>> = { label: { check: text }, min: { check: number }, max: { check: number }, showUnits: { check: flag } };
const ANNOTATION: Readonly<Record<string, Member>> = {
  value: { check: number, required: true }, label: { check: text }, color: { check: color }, fill: { check: oneOf('above', 'below', 'none') },
  visible: { check: flag }, yAxis: { check: oneOf('left', 'right') },
};
const METRIC: Readonly<Record<string, Member>> = {
  accountId: { check: text }, liveData: { check: flag }, legend: { check: object({ position: { check: oneOf('right', 'bottom', 'hidden') } }) },
  metrics: { check: metrics, required: true }, period: { check: period }, region: { check: text, required: true }, sparkline: { check: flag },
  stacked: { check: flag }, stat: { check: statistic }, title: { check: text }, timezone: { check: matching(/^[+-]\d{4}$/) },
  view: { check: oneOf('timeSeries', 'singleValue', 'gauge', 'bar', 'pie', 'table') },
  yAxis: { check: object({ left: { check: object(AXIS) }, right: { check: object(AXIS) } }) },
  annotations: { check: object({ horizontal: { check: list(0, Infinity, object(ANNOTATION)) } }) },
};
const PROPERTIES: Readonly<Record<string, Readonly<Record<string, Member>>>> = {
  text: { markdown: { check: text, required: true }, background: { check: oneOf('transparent', 'solid') } },
  log: {
    accountId: { check: text }, region: { check: text, required: true }, title: { check: text },
    query: { check: matching(/^SOURCE '[^']+'( \| SOURCE '[^']+')* \| /), required: true }, view: { check: oneOf('table', 'timeSeries', 'bar', 'pie') },
  },
  alarm: {
    alarms: { check: list(1, 100, text), required: true }, sortBy: { check: oneOf('default', 'stateUpdatedTimestamp', 'timestamp') },
    states: { check: list(0, 3, oneOf('ALARM', 'INSUFFICIENT_DATA', 'OK')) }, title: { check: text },
  },
  metric: METRIC,
};
const WIDGET: Readonly<Record<string, Member>> = {
  type: { check: oneOf(...Object.keys(PROPERTIES)), required: true }, properties: { check: object(), required: true },
  x: { check: whole(0, 23), required: true }, y: { check: whole(0), required: true },
  width: { check: whole(1, 24), required: true }, height: { check: whole(1, 1000), required: true },
};
const BODY: Readonly<Record<string, Member>> = {
  widgets: { check: list(0, 500, widget), required: true }, start: { check: matching(/^-P(T\d+[MH]|\d+[DWM])$/) },
  periodOverride: { check: oneOf('auto', 'inherit') }, end: { check: text },
};

/** What is wrong with a body: the first thing that is. */
export function complaintAbout(body: unknown): string | undefined {
  return object(BODY)(body);
}

function object(members?: Readonly<Record<string, Member>>): Check {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'must be an object';
    if (members === undefined) return undefined;
    const missing = Object.keys(members).find((name) => members[name].required === true && !(name in value));
    if (missing !== undefined) return `.${missing} is missing`;
    for (const [name, member] of Object.entries(value)) {
      const complaint = name in members ? members[name].check(member) : 'is not documented';
      if (complaint !== undefined) return `.${name} ${complaint}`;
    }
    return undefined;
  };
}

function list(min: number, max: number, check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return 'must be a list';
    if (value.length < min || value.length > max) return `must have from ${min} to ${max} items, has ${value.length}`;
    const complaints = value.map(check);
    const index = complaints.findIndex((complaint) => complaint !== undefined);
    return index < 0 ? undefined : `[${index}] ${complaints[index]}`;
  };
}

function widget(value: unknown): string | undefined {
  const complaint = object(WIDGET)(value);
  if (complaint !== undefined) return complaint;
  const { type, x, width, properties } = value as BodyWidget;
  if (x + width > 24) return `reaches to column ${x + width}`;
  return object(PROPERTIES[type])(properties);
}

function metrics(value: unknown): string | undefined {
  const complaint = list(0, 500, entry)(value);
  if (complaint !== undefined) return complaint;
  const entries = value as unknown[][];
  if (entries.flatMap((each) => queriesIn(each)).length > 1) return 'has more than one query';
  const ids = entries.flatMap((each) => (optionsOf(each)?.id as string | undefined) ?? []);
  if (new Set(ids).size < ids.length) return 'has an id twice';
  const unknown = entries.flatMap((each) => namesIn(each)).find((name) => !ids.includes(name));
  return unknown === undefined ? undefined : `has an expression over ${unknown}, which is nothing in it`;
}

function entry(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return 'must be a list';
  const options = optionsOf(value);
  if (value.length === 1 && options !== undefined) return object(EXPRESSION)(options);
  const names = options === undefined ? value : value.slice(0, -1);
  if (names.length < 2 || names.length % 2 !== 0) return 'must have a namespace, a name, and dimensions with their values';
  return list(2, 2 + 2 * 30, text)(names) ?? (options === undefined ? undefined : object(RENDERING)(options));
}

function optionsOf(metric: readonly unknown[]): Json | undefined {
  const last = metric[metric.length - 1];
  return typeof last === 'object' && last !== null ? last as Json : undefined;
}

function expressionOf(metric: readonly unknown[]): string | undefined {
  return optionsOf(metric)?.expression as string | undefined;
}

function queriesIn(metric: readonly unknown[]): string[] {
  const expression = expressionOf(metric);
  return expression?.startsWith('SELECT ') === true ? [expression] : [];
}

/** What an expression that is no query is over. */
function namesIn(metric: readonly unknown[]): string[] {
  const expression = expressionOf(metric);
  return expression === undefined || queriesIn(metric).length > 0 ? [] : expression.match(/\b[a-z]\w*/g) ?? [];
}

/** A metric that a body names, by itself or in a query. */
export interface NamedMetric {
  readonly title?: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly options: Json;
}

const QUERY = new RegExp(String.raw`^SELECT (AVG|MAX|MIN)\((\w+)\) FROM SCHEMA\("([^"]+)", (\w+), (\w+)\) WHERE \4 = '([^']+)' GROUP BY \5 ORDER BY \1\(\) (?:ASC|DESC) LIMIT (\d+)$`);
const STATISTICS: Json = { AVG: 'Average', MAX: 'Maximum', MIN: 'Minimum' };

/** All metrics that a body names. */
export function metricsOf({ widgets }: Body): NamedMetric[] {
  return widgets.flatMap(({ properties: { title, metrics: entries = [], stat = 'Average' } }) => {
    let before: string[] = [];
    return entries.flatMap((each): NamedMetric[] => {
      const options = optionsOf(each) ?? {};
      const [query] = queriesIn(each);
      if (query !== undefined) return [{ title, options, ...read(query) }];
      if (expressionOf(each) !== undefined) return [];
      before = each.filter((part) => typeof part === 'string').map((part, index) => (part === '.' ? before[index] : part));
      const [namespace, name, ...rest] = before;
      const dimensions = Object.fromEntries(rest.flatMap((part, index) => (index % 2 === 0 ? [[part, rest[index + 1]]] : [])));
      return [{ title, namespace, name, dimensions, statistic: (options.stat as string | undefined) ?? stat, options }];
    });
  });
}

function read(query: string): Pick<NamedMetric, 'namespace' | 'name' | 'dimensions' | 'statistic'> {
  const found = QUERY.exec(query);
  if (found === null) throw new Error(`no query: ${query}`);
  const [, aggregate, name, namespace, instance, task, identifier] = found;
  return { namespace, name, dimensions: { [instance]: identifier, [task]: '*' }, statistic: String(STATISTICS[aggregate]) };
}

/** How many metrics a widget retrieves at most: those that are hidden too, and as many as a query may find. */
export function retrievedBy({ properties: { metrics: entries = [] } }: BodyWidget): number {
  return entries.reduce((sum, each) => sum + Number(queriesIn(each).map((query) => QUERY.exec(query)?.[7])[0] ?? 1), 0);
}

/** Pairs of widgets that cover each other. */
export function overlapsIn({ widgets }: Body): [BodyWidget, BodyWidget][] {
  return widgets.flatMap((one, index) => widgets.slice(index + 1)
    .filter((other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height)
    .map((other): [BodyWidget, BodyWidget] => [one, other]));
}

/** The widget with a title. */
export function widgetCalled({ widgets }: Body, title: string): BodyWidget {
  const found = widgets.filter(({ properties }) => properties.title === title);
  if (found.length !== 1) throw new Error(`${found.length} widgets are called ${title}, of ${widgets.map(({ properties }) => properties.title).join('; ')}`);
  return found[0];
}
