import * as fc from 'fast-check';
import { maskSecrets } from '../../../lib/control/connection/mask-secrets';

test.each([
  ['DRIVER={x};SERVER=db;UID=dms;PWD=hunter2;DATABASE=orders', 'DRIVER={x};SERVER=db;UID=dms;PWD=***;DATABASE=orders'],
  ['UID=dms;PWD={hunter;2}}!};PORT=1', 'UID=dms;PWD=***;PORT=1'],
  ['UID=dms;PWD=hun;ter2', 'UID=dms;PWD=***'],
  ['password=hunter2 host=db', 'password=*** host=db'],
  ["password='hun ter2' host=db", 'password=*** host=db'],
  ['{"username":"dms","password":"hun\\"ter 2","host":"db"}', '{"username":"dms","password":***,"host":"db"}'],
  ['{\\"username\\":\\"dms\\",\\"password\\":\\"hunter2\\",\\"host\\":\\"db\\"}', '{\\"username\\":\\"dms\\",\\"password\\":***,\\"host\\":\\"db\\"}'],
  ['"SecretString": "{\\"password\\":\\"hunter2\\"}"', '"SecretString": ***'],
  ['asm_password = hunter2', 'asm_password = ***'],
  ['Password: hunter2', 'Password: ***'],
  ["WITH PASSWORD = N'hunter2'", 'WITH PASSWORD = ***'],
  ['CREATE USER dms IDENTIFIED BY "hunter2"', 'CREATE USER dms IDENTIFIED BY ***'],
  ['postgresql://dms:hunter2@db:5432/orders', 'postgresql://dms:***@db:5432/orders'],
  ['mongodb://dms:hun@ter2@db:27017', 'mongodb://dms:***@db:27017'],
  ['dms/hunter2@db:1521/ORCL', 'dms/***@db:1521/ORCL'],
  ['X-Amz-Security-Token=abc&X-Amz-Signature=def&X-Amz-Date=1', 'X-Amz-Security-Token=***&X-Amz-Signature=***&X-Amz-Date=1'],
])('masks %s', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test.each([
  "Access denied for user 'dms'@'10.0.1.135' (using password: YES)",
  'FATAL: password authentication failed for user "dms"',
  'no pg_hba.conf entry for host "10.0.1.135", user "dms", database "orders", no encryption',
  'dial tcp 10.0.1.163:3306: i/o timeout',
  'ORA-01017: invalid username/password; logon denied',
  "secret Arn 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!cluster-ab-XOoMOr'",
])('leaves %s', (text) => {
  expect(maskSecrets(text)).toBe(text);
});

test('takes any text, and what is masked stays as it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const masked = maskSecrets(text);
    expect(maskSecrets(masked)).toBe(masked);
  }));
});

test('shows no password in any form of a connection string', () => {
  const secret = fc.string({ unit: fc.constantFrom(...'abcdefgXYZ0189!#$%*_-.:+@;, '), minLength: 8 }).filter((text) => text.trim() === text && !text.includes('***'));
  fc.assert(fc.property(secret, (password) => {
    for (const text of [`PWD={${password}};SERVER=db`, `"password": "${password}"`, `password='${password}'`, `identified by "${password}"`]) {
      expect(maskSecrets(`Failed: ${text} (1)`)).not.toContain(password);
    }
  }));
});
