import { PROFILE, run } from './support';

const CODES = ['postgresql-no-replica-identity', 'postgresql-wal-level', 'triggers-act-twice', 'secondary-indexes'];

test('finds errors: the exit code is 2', async () => {
  const { exitCode, out, err } = await run(['profile.json']);
  expect(exitCode).toBe(2);
  expect(err).toBe('');
  expect([...out.matchAll(/^\S+ +.*\[([a-z-]+)\]$/gm)].map(([, code]) => code)).toEqual(CODES);
});

test.each([
  ['error', ['--ignore', 'postgresql-wal-level,postgresql-no-replica-identity'], 0],
  ['warning', ['--ignore', 'postgresql-wal-level,postgresql-no-replica-identity'], 2],
  ['warning', ['--ignore', 'postgresql-wal-level', '--ignore', 'postgresql-no-replica-identity,triggers-act-twice'], 0],
  ['note', ['--ignore', 'postgresql-wal-level', '--ignore', 'postgresql-no-replica-identity,triggers-act-twice'], 2],
  ['never', [], 0],
])('--fail-on %s %j: the exit code is %d', async (failOn, options, exitCode) => {
  expect((await run(['profile.json', '--fail-on', failOn, ...options])).exitCode).toBe(exitCode);
});

test('what is ignored is counted, and not told', async () => {
  const { out } = await run(['profile.json', '--ignore', 'postgresql-wal-level']);
  expect(out).not.toContain('[postgresql-wal-level]');
  expect(out).toMatch(/^1 error, 1 warning, 1 note; 1 ignored \(postgresql-wal-level\); \d+ rules could not be judged; \d+ rules passed\.$/m);
});

test('a full load alone wants no logical decoding, and CDC alone no indexes', async () => {
  expect((await run(['profile.json', '--full-load-only'])).out).not.toContain('postgresql-wal-level');
  expect((await run(['profile.json', '--cdc-only'])).out).not.toContain('secondary-indexes');
});

test('the migration can be described', async () => {
  const { out } = await run(['profile.json', '--format', 'json', '--target', 'aurora-postgresql', '--tasks', '3', '--lobs', 'limited:64', '--batch-apply', '--validation', '--log-reader', 'BINARY_READER']);
  expect(JSON.parse(out)).toMatchObject({
    migration: {
      targetEngine: 'aurora-postgresql', fullLoad: true, cdc: true, tasks: 3, lobs: { mode: 'limited', maxKiB: 64 }, batchApply: true, validation: true,
      logReader: 'BINARY_READER',
    },
  });
});

test('writes to a file, and says in short what is in it', async () => {
  const { exitCode, out, err, written } = await run(['profile.json', '--format', 'json', '-o', 'findings.json']);
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toMatch(/^2 errors, 1 warning, 1 note; /);
  expect(written['findings.json']).toBe((await run(['profile.json', '--format', 'json'])).out);
});

test('colours are for terminals', async () => {
  const { out: plain } = await run(['profile.json']);
  const { out: coloured } = await run(['profile.json'], { terminal: { colours: true, columns: 1000 } });
  const { out: uncoloured } = await run(['profile.json'], { terminal: { colours: false, columns: 1000 } });
  const escape = String.fromCharCode(27);
  expect(plain).not.toContain(escape);
  expect(uncoloured).toBe(plain);
  expect(coloured).toContain(`${escape}[1;31mERROR`);
  expect(coloured.replaceAll(new RegExp(`${escape}\\[[\\d;]+m`, 'g'), '')).toBe(plain);
});

test('nothing that does not show gets from a name to the terminal', async () => {
  const { out } = await run(['profile.json']);
  expect(out).toContain('public.a\\u{1b}[31m|`<b>&"]');
  expect(out).toContain('ALTER TABLE "public"."a\\u{1b}[31m|`<b>&""]" REPLICA IDENTITY DEFAULT;');
});

test('sentences are broken at the width of the terminal, statements are not', async () => {
  const { out } = await run(['profile.json'], { terminal: { colours: false, columns: 60 } });
  const prose = [...out.matchAll(/^ {2}(?:then|mend|source) .*\n(?: {9}.*\n)*/gm)].flatMap(([lines]) => lines.split('\n'));
  expect(prose.length).toBeGreaterThan(20);
  expect(prose.filter((line) => line.length > 60)).toEqual([]);
  expect(out).toContain('  run    ALTER TABLE "public"."a');
});

test('long lists are shortened, unless all is wanted', async () => {
  const { out: short } = await run(['profile.json', '--ignore', 'triggers-act-twice,secondary-indexes,postgresql-wal-level']);
  expect(short).toContain('         ... and 2 more (--all shows them)');
  expect(short).not.toContain('public.table11');
  const { out: all } = await run(['profile.json', '--all']);
  expect(all).toContain('         public.table11\n');
  expect(all).not.toContain('more (--all');
});

test.each([
  [['none.json'], "error: none.json cannot be read: ENOENT: no such file or directory, open 'none.json'\n"],
  [['profile.json', '-o', '/nowhere/x'], "error: /nowhere/x cannot be written: ENOENT: no such file or directory, open '/nowhere/x'\n"],
  [['profile.json', '--ignore', 'no-such,triggers-act-twice'], "error: option '--ignore <codes>' argument 'no-such,triggers-act-twice' is invalid. There is no finding \"no-such\".\n"],
  [['profile.json', '--target', 'postgresql'], "error: option '--target <engine>' argument 'postgresql' is invalid. DMS calls it \"postgres\".\n"],
  [['profile.json', '--tasks', '0'], "error: option '--tasks <number>' argument '0' is invalid. It must be a whole number from 1.\n"],
  [['profile.json', '--lobs', 'limited:0'], "error: option '--lobs <mode>' argument 'limited:0' is invalid. It must be \"limited:<KiB>\", \"full\", \"inline\" or \"none\".\n"],
  [['profile.json', '--full-load-only', '--cdc-only'], "error: option '--full-load-only' cannot be used with option '--cdc-only'\n"],
])('fails for %j', async (argv, message) => {
  expect(await run(argv)).toEqual({ exitCode: 1, out: '', err: message, written: {} });
});

test('fails for a target that DMS does not have, with those that it has', async () => {
  expect((await run(['profile.json', '--target', 'excel'])).err).toMatch(/DMS knows these targets: aurora, .*, sybase\.\n$/);
});

test('fails for what is no profile', async () => {
  expect(await run(['profile.json'], { profile: '{' })).toMatchObject({ exitCode: 1, err: expect.stringMatching(/^error: profile\.json: the profile is not JSON: /) });
  const { audit, ...others } = PROFILE;
  expect(audit).toBeDefined();
  expect(await run(['profile.json'], { profile: JSON.stringify(others) })).toMatchObject({ exitCode: 1, err: expect.stringMatching(/^error: profile\.json: .*audit/) });
});

test('says how it is used', async () => {
  const { exitCode, out } = await run(['--help']);
  expect(exitCode).toBe(0);
  expect(out).toContain('Exit codes:\n  0  nothing was found');
});

test('the same profile gives the same text, byte for byte', async () => {
  for (const format of ['text', 'json', 'sarif', 'junit', 'markdown']) {
    expect((await run(['profile.json', '--format', format])).out).toBe((await run(['profile.json', '--format', format])).out);
  }
});
