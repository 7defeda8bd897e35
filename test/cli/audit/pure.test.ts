import { Command } from 'commander';
import { changesBetween, withChanges } from '../../../lib/cli/audit/changes';
import { auditCommand } from '../../../lib/cli/audit/command';
import { connectMessage } from '../../../lib/cli/audit/connect-message';
import { ConnectError, type Connection } from '../../../lib/cli/audit/driver';
import { SIZE_CLASSES, withLobSizes, type LobColumn } from '../../../lib/cli/audit/lob-sampling';
import { networkError } from '../../../lib/cli/audit/network-errors';
import { thinned } from '../../../lib/cli/audit/ranges';
import { schemaFilter } from '../../../lib/cli/audit/schemas';
import type { Look } from '../../../lib/cli/audit/session';
import { progressOn } from '../../../lib/cli/audit/terminal';
import type { TableFacts } from '../../../lib/profile/profile';
import { worldOf } from './running';

const table: TableFacts = {
  schema: 's', name: 't', kind: 'table', columnCount: 1, columns: [{ name: 'body', type: 'text', nullable: true, lob: { content: 'character', basis: 'none' } }],
  uniqueKeys: [], foreignKeys: [], triggers: [], traits: [],
};

describe('changes', () => {
  const look = (seconds: number, over: Partial<Look> = {}): Look => ({ seconds, tables: new Map(), ...over });

  test('bytes and transactions a second', () => {
    expect(changesBetween(look(100, { logBytes: 1000, transactions: 5 }), look(110, { logBytes: 21_000, transactions: 25 })))
      .toEqual({ seconds: 10, logBytesPerSecond: 2000, transactionsPerSecond: 2 });
  });

  test('a log of files is counted from the file that was written first', () => {
    const first = look(0, { logFiles: [{ name: 'b.1', bytes: 900 }, { name: 'b.2', bytes: 100 }] });
    const second = look(10, { logFiles: [{ name: 'b.2', bytes: 1000 }, { name: 'b.3', bytes: 500 }, { name: 'b.4', bytes: 50 }] });
    expect(changesBetween(first, second)).toEqual({ seconds: 10, logBytesPerSecond: 145 });
  });

  test('nothing is known of a counter that went back, of a file that is gone, and of no time', () => {
    expect(changesBetween(look(0, { logBytes: 10 }), look(10, { logBytes: 5 }))).toBeUndefined();
    expect(changesBetween(look(0, { logFiles: [{ name: 'a', bytes: 1 }] }), look(10, { logFiles: [{ name: 'b', bytes: 1 }] }))).toBeUndefined();
    expect(changesBetween(look(0, { logBytes: 1 }), look(0, { logBytes: 2 }))).toBeUndefined();
    expect(changesBetween(look(0), look(10))).toBeUndefined();
  });

  test('rates of tables that were there at both looks', () => {
    const at = (seconds: number, counts: [number, number, number]): Look => look(seconds, { tables: new Map([['["s","t"]', counts]]) });
    expect(withChanges([table], at(0, [10, 0, 5]), at(10, [30, 5, 5]))[0].changes)
      .toEqual({ insertsPerSecond: 2, updatesPerSecond: 0.5, deletesPerSecond: 0 });
    expect(withChanges([table], at(0, [10, 0, 5]), at(10, [0, 0, 0]))[0]).toEqual(table);
    expect(withChanges([table], look(0), at(10, [1, 1, 1]))[0]).toEqual(table);
  });
});

describe('sizes of LOBs by rows', () => {
  const [column] = table.columns as LobColumn[];

  test('where the engine has no percentiles, 99 of 100 are not larger than the class that is told', () => {
    const counts = Object.fromEntries(SIZE_CLASSES.map((bound, place) => [`c0_${place}`, bound < 5000 ? 90 : bound < 9000 ? 98 : 100]));
    const [{ lob }] = withLobSizes(table, [column], { rows: 200, n0: 100, a0: '3000.123', m0: 12_000, ...counts }, 'sample').columns;
    expect(lob).toEqual({ content: 'character', basis: 'sample', rowsRead: 200, nullShare: 0.5, averageBytes: 3000, p99Bytes: 11586, maxBytes: 12_000 });
  });

  test('never more than the largest value', () => {
    const counts = Object.fromEntries(SIZE_CLASSES.map((_, place) => [`c0_${place}`, 10]));
    expect(withLobSizes(table, [column], { rows: 10, n0: 10, a0: 5, m0: 7, ...counts }, 'scan').columns[0].lob).toMatchObject({ p99Bytes: 7, maxBytes: 7 });
  });

  test('larger than all classes', () => {
    expect(withLobSizes(table, [column], { rows: 1, n0: 1, a0: 2 ** 30, m0: 2 ** 30 }, 'scan').columns[0].lob).toMatchObject({ p99Bytes: 2 ** 30 });
  });

  test('only nulls, and no rows', () => {
    expect(withLobSizes(table, [column], { rows: 5, n0: 0, a0: null, m0: null }, 'sample').columns[0].lob)
      .toEqual({ content: 'character', basis: 'sample', rowsRead: 5, nullShare: 1 });
    expect(withLobSizes(table, [column], { rows: 0, n0: 0 }, 'sample')).toEqual(table);
    expect(withLobSizes(table, [column], { rows: 0, n0: 0 }, 'scan')).toEqual({
      ...table, rows: 0, rowsExact: true, columns: [{ ...column, lob: { content: 'character', basis: 'scan', rowsRead: 0, maxBytes: 0 } }],
    });
  });
});

test.each([
  [undefined, ['a', 'b', 'sales_1', 'sales_old'], ['a', 'b', 'sales_1', 'sales_old']],
  ['a,sales_*', ['a', 'b', 'sales_1', 'sales_old'], ['a', 'sales_1', 'sales_old']],
  ['!sales_*', ['a', 'b', 'sales_1'], ['a', 'b']],
  ['sales_*,!sales_old', ['a', 'sales_1', 'sales_old'], ['sales_1']],
  ['a.b,(c)', ['a.b', 'axb', '(c)'], ['a.b', '(c)']],
])('--schemas %s', (patterns, all, chosen) => {
  expect(all.filter(schemaFilter(patterns).includes)).toEqual(chosen);
});

test('ranges are thinned out evenly', () => {
  expect(thinned([1, 2, 3], 5)).toEqual([1, 2, 3]);
  expect(thinned(Array.from({ length: 99 }, (_, index) => index + 1), 3)).toEqual([25, 50, 75]);
});

describe('why there is no connection', () => {
  const connection: Connection = {
    source: { engine: 'postgresql', host: 'db', port: 5432, database: 'app' }, login: { user: 'dms', password: 'hunter2' }, tls: 'verify-full', connectSeconds: 15, statementSeconds: 1,
  };

  test.each([
    ['ENOTFOUND', 'host'], ['ECONNREFUSED', 'refused'], ['EHOSTUNREACH', 'unreachable'], ['ETIMEDOUT', 'timeout'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'], ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'], ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ])('%s', (code, kind) => {
    expect(networkError(Object.assign(new Error('said'), { code }))).toMatchObject({ kind, detail: 'said' });
    expect(networkError(new AggregateError([Object.assign(new Error('said'), { code })]))).toMatchObject({ kind });
  });

  test('what is not of the network is nobody\'s', () => {
    expect(networkError(Object.assign(new Error('x'), { code: '28P01' }))).toBeUndefined();
  });

  test('every kind has a message with the place, and none has the password', () => {
    const kinds = ['host', 'refused', 'unreachable', 'timeout', 'tls', 'tls-required', 'no-tls', 'login', 'password-needed', 'database', 'other'] as const;
    for (const kind of kinds) {
      const message = connectMessage(new ConnectError(kind, 'the reason'), connection);
      expect(message).toContain('db');
      expect(message).not.toContain('hunter2');
      if (kind !== 'timeout') expect(message).toContain('the reason');
    }
  });

  test('an unknown authority of certificates', () => {
    expect(connectMessage(new ConnectError('tls', 'self-signed certificate'), connection)).toBe(
      'the certificate of db:5432 was not accepted: self-signed certificate; give the certificate of its authority with --ca'
      + ' (for Amazon RDS: https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem); --tls require encrypts without checking it');
  });
});

describe('progress', () => {
  test('is a line that is rewritten on a terminal, and lines elsewhere', () => {
    const [terminal, pipe]: [string[], string[]] = [[], []];
    const on = progressOn((text) => terminal.push(text), 20);
    on.say('a table with a long name');
    on.end();
    on.end();
    progressOn((text) => pipe.push(text), undefined).say('tables');
    expect(terminal).toEqual(['\u001B[2K\rreading a table wit', '\u001B[2K\r']);
    expect(pipe).toEqual(['reading tables\n']);
  });
});

describe('options', () => {
  const parse = async (...args: string[]): Promise<void> => {
    const io = { out: () => undefined, err: () => undefined, readFile: () => '', interrupted: new Promise<void>(() => undefined) };
    const command = new Command().addCommand(auditCommand(io, '1', worldOf()));
    for (const each of [command, ...command.commands]) each.exitOverride().configureOutput({ writeErr: () => undefined });
    await command.parseAsync(['audit', ...args], { from: 'user' });
  };

  test.each([
    [['--changes', '-1'], /whole number from 0 to 3600/],
    [['--changes', '4000'], /whole number from 0 to 3600/],
    [['--timeout', '0'], /must be 1 or more/],
    [['--lob-sizes', 'all'], /Allowed choices are none, statistics, sample, scan/],
    [['--tls', 'yes'], /Allowed choices are verify-full, require, off/],
  ])('fails for %j', async (args, message) => {
    await expect(parse('postgres://db/app', ...args)).rejects.toThrow(message);
  });

  test.each(['mysql', 'sqlserver', 'oracle'])('fails for %s at an address whose certificate is to be checked', async (engine) => {
    await expect(parse(`${engine}://192.0.2.1/app`)).rejects.toThrow(
      "--tls verify-full needs the name that the server's certificate is for, and 192.0.2.1 is an address; name the host, or say --tls require");
  });

  test('fails for a --ca that is no certificate', async () => {
    await expect(parse('postgres://db/app', '--ca', 'x.pem')).rejects.toThrow('x.pem has no certificate in PEM format');
  });
});
