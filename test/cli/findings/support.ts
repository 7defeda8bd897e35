import type { Io } from '../../../lib/cli/io';
import { main } from '../../../lib/cli/main';
import type { Profile } from '../../../lib/profile/profile';

export const PROFILE: Profile = {
  version: 1,
  audit: { at: '2026-11-25T10:00:00Z', by: 'dms-migrations 0.1.0', seconds: 1, oneSnapshot: true, lobSizes: 'scan', notes: [] },
  database: { engine: 'postgresql', version: '16.4', name: 'shop', hosting: 'self-managed' },
  settings: { wal_level: 'replica' },
  grants: {},
  tables: Array.from({ length: 12 }, (_, index) => ({
    schema: 'public',
    name: index === 0 ? 'a\u001b[31m|`<b>&"]' : `table${String(index).padStart(2, '0')}`,
    kind: 'table',
    columnCount: 1,
    columns: [{ name: 'id', type: 'bigint', nullable: false }],
    primaryKey: { name: 'pk', columns: ['id'] },
    uniqueKeys: [],
    foreignKeys: [],
    triggers: [{ name: 'audit', enabled: true }],
    replicaIdentity: 'nothing',
    secondaryIndexes: 1,
    traits: [],
  })),
  objects: [],
};

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly written: Readonly<Record<string, string>>;
}

/** The command line, with a profile in the file `profile.json`. */
export async function run(argv: readonly string[], { profile = JSON.stringify(PROFILE), terminal }: { profile?: string; terminal?: Io['terminal'] } = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const written: Record<string, string> = {};
  const exitCode = await main(['findings', ...argv], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    readFile: (file) => {
      if (file !== 'profile.json' && file !== 'dir/of mine/profile.json') throw new Error(`ENOENT: no such file or directory, open '${file}'`);
      return profile;
    },
    writeFile: (file, text) => {
      if (file.startsWith('/nowhere')) throw new Error(`ENOENT: no such file or directory, open '${file}'`);
      written[file] = text;
    },
    interrupted: new Promise(() => undefined),
    ...terminal && { terminal },
  });
  return { exitCode, out, err, written };
}
