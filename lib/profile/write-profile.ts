import type { Profile } from './profile';

/** A profile as the text of a file: a table a line, so that what has changed in a database is seen where two files are compared. */
export function profileText(profile: Profile): string {
  const members = Object.entries(profile).filter(([, value]) => value !== undefined).map(([name, value]) => {
    const lines = Array.isArray(value) ? listText(value) : JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
    return `  ${JSON.stringify(name)}: ${lines}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

function listText(items: readonly unknown[]): string {
  return items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
}
