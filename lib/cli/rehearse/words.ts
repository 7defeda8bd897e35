const UNITS = [['d', 86_400], ['h', 3600], ['min', 60], ['s', 1]] as const;

/** `1 d 2 h`, `11 min 44 s`: the two largest units. */
export function duration(milliseconds: number): string {
  let left = Math.round(milliseconds / 1000);
  const parts = UNITS.map(([unit, seconds]) => {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    return [count, unit] as const;
  });
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts.slice(first, first + 2).filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** `0:11:44`, `1 d 02:30:00`: since the beginning. */
export function since(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const clock = [hours, minutes, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return days === 0 ? clock : `${days} d ${clock}`;
}

/** Rows whose columns begin below each other; the last is as long as it is. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, place) => Math.max(all[place] ?? 0, cell.length)), []);
  return rows.map((row) => row.map((cell, place) => (place === row.length - 1 ? cell : cell.padEnd(widths[place]))).join('  ').trimEnd());
}
