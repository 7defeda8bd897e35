const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

/** `sun:06:00-sun:14:00` */
export const WINDOW_PATTERN = /^(sun|mon|tue|wed|thu|fri|sat):([01]\d|2[0-3]):([0-5]\d)-(sun|mon|tue|wed|thu|fri|sat):([01]\d|2[0-3]):([0-5]\d)$/i;

/** When the window opens next, after a time; in UTC, as DMS has it. */
export function nextWindow(window: string, after: number): number {
  const [, day, hours, minutes] = WINDOW_PATTERN.exec(window) ?? [];
  const offset = ((DAYS.indexOf(day.toLowerCase()) * 24 + Number(hours)) * 60 + Number(minutes)) * MINUTE;
  // The epoch began on a Thursday.
  const sunday = -4 * 24 * 60 * MINUTE;
  const weeks = Math.floor((after - sunday - offset) / WEEK) + 1;
  return sunday + offset + weeks * WEEK;
}
