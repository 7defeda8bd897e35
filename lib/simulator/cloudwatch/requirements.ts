import { isComposite, type AlarmDefinition } from './alarm-definitions';
import { metricOf, queriesOf } from './metric-alarm';
import type { MetricId } from './metric-store';
import { isQuery, parseQuery, type Query } from './metrics-insights';

/** The metrics that an alarm looks at by name: if nothing publishes one, the alarm watches nothing. A composite looks at none. */
export function requires(definition: AlarmDefinition): MetricId[] {
  if (isComposite(definition)) return [];
  return queriesOf(definition).flatMap((query) => metricOf(query) ?? []);
}

/** The queries by which an alarm finds metrics. */
export function searches(definition: AlarmDefinition): Query[] {
  if (isComposite(definition)) return [];
  return queriesOf(definition).flatMap(({ Expression: text }) => (text !== undefined && isQuery(text) ? parseQuery(text) : []));
}
