import type { Outcome } from './replay';
import type { Played } from './summary';

/** The table of scenarios as it stands in docs/alarms.md, as the first of the variants plays them. */
export function scenarioTable(played: readonly Played[]): string {
  const rows = played.map(({ scenario, outcomes: [{ outcome }] }) => `| ${scenario.name} | ${told(outcome, scenario.fault)} |`);
  return ['| what happens | what is told, and how long after it began |', '|---|---|', ...rows].join('\n');
}

function told({ fired }: Outcome, fault = 0): string {
  if (fired.length === 0) return 'nothing';
  return fired.map(({ what, minute }) => `\`${what}\` ${after(minute - fault)}`).join(', ');
}

function after(minutes: number): string {
  if (minutes <= 0) return 'at once';
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
