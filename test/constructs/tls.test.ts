import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fn, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dms from 'aws-cdk-lib/aws-dms';
import { CertificateContent, DmsCertificate } from '../../lib/constructs/certificate';
import { Endpoint } from '../../lib/constructs/endpoint';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { Tls } from '../../lib/constructs/tls';
import { reachable } from '../support/endpoints';
import { only, synthesisErrors, testStack } from '../support/stacks';

const CERTIFICATE = 'AWS::DMS::Certificate';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

function certificate(content: CertificateContent, stack: Stack = testStack()): Record<string, unknown> {
  new DmsCertificate(stack, 'Authority', { content });
  return only(stack, CERTIFICATE);
}

function file(name: string, content: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), 'certificate-')), name);
  writeFileSync(path, content);
  return path;
}

/** What a mode comes to in the template of a PostgreSQL endpoint. */
function rendered(mode: (stack: Stack) => Tls | undefined): Record<string, unknown> {
  const stack = testStack();
  new Endpoint(stack, 'Source', { database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app', tls: mode(stack) }) });
  return only(stack, 'AWS::DMS::Endpoint');
}

describe('a certificate', () => {
  test('has the L1 as its default child', () => {
    const stack = testStack();
    expect(new DmsCertificate(stack, 'Authority', { content: CertificateContent.fromPem(PEM) }).node.defaultChild).toBeInstanceOf(dms.CfnCertificate);
  });

  test('is made from PEM text', () => {
    expect(certificate(CertificateContent.fromPem(PEM))).toEqual({
      CertificateIdentifier: expect.stringMatching(/^test-authority-[0-9a-f]{8}$/),
      CertificatePem: PEM,
    });
  });

  test('is made from a PEM file', () => {
    expect(certificate(CertificateContent.fromPemFile(file('ca.pem', PEM)))).toMatchObject({ CertificatePem: PEM });
  });

  test('is made from an Oracle wallet in base64', () => {
    expect(certificate(CertificateContent.fromOracleWallet('ofhONwAAAAYAAAAh'))).toMatchObject({ CertificateWallet: 'ofhONwAAAAYAAAAh' });
  });

  test('is made from an Oracle wallet file, byte for byte', () => {
    const bytes = Buffer.from([0xa1, 0xf8, 0x4e, 0x37, 0, 0xff]);
    expect(certificate(CertificateContent.fromOracleWalletFile(file('cwallet.sso', bytes)))).toMatchObject({ CertificateWallet: bytes.toString('base64') });
  });

  test('has another name with another content, so that a replacement never meets it', () => {
    const names = [PEM, PEM.replace('MIIB', 'MIIC')].map((pem) => certificate(CertificateContent.fromPem(pem)).CertificateIdentifier);
    expect(new Set(names).size).toBe(2);
  });

  test('has the name it is given', () => {
    const stack = testStack();
    new DmsCertificate(stack, 'Authority', { content: CertificateContent.fromPem(PEM), certificateIdentifier: 'rds-eu-west-1' });
    expect(only(stack, CERTIFICATE).CertificateIdentifier).toBe('rds-eu-west-1');
  });

  test('accepts text that is known only at deployment', () => {
    const stack = testStack();
    certificate(CertificateContent.fromPem(Fn.importValue('authority')), stack);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('fails for a file that is not there, at synthesis and with all other problems', () => {
    const stack = testStack();
    new DmsCertificate(stack, 'Authority', { content: CertificateContent.fromPemFile('no-such/ca.pem'), certificateIdentifier: 'Upper' });
    expect(synthesisErrors(stack)).toEqual([
      expect.stringContaining("'content' cannot be read from \"no-such/ca.pem\": ENOENT."),
      expect.stringContaining("'certificateIdentifier' must be in lower case, got \"Upper\"."),
    ]);
  });

  test('that exists is known by its ARN, and its environment by that', () => {
    const stack = testStack();
    const imported = DmsCertificate.fromCertificateArn(stack, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:RDS');
    expect(imported.certificateArn).toBe('arn:aws:dms:eu-west-1:111122223333:cert:RDS');
    expect(imported.env.region).toBe('eu-west-1');
  });
});

describe('TLS', () => {
  const own = (stack: Stack): DmsCertificate => new DmsCertificate(stack, 'Authority', { content: CertificateContent.fromPem(PEM) });

  test.each([
    ['nothing said', () => undefined, { SslMode: 'require' }],
    ['require', () => Tls.require(), { SslMode: 'require' }],
    ['none', () => Tls.none(), { SslMode: 'none' }],
  ])('%s: the mode stands in the template', (_, mode, expected) => {
    expect(rendered(mode)).toMatchObject(expected);
  });

  test('is left out of the template when asked for in words', () => {
    const endpoint = rendered(() => Tls.unspecified());
    expect(endpoint).not.toHaveProperty('SslMode');
    expect(endpoint).not.toHaveProperty('CertificateArn');
  });

  test.each([
    ['verify-ca', (authority: DmsCertificate) => Tls.verifyCa(authority)],
    ['verify-full', (authority: DmsCertificate) => Tls.verifyFull(authority)],
  ])('%s: the certificate stands beside the mode', (mode, factory) => {
    const stack = testStack();
    new Endpoint(stack, 'Source', { database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app', tls: factory(own(stack)) }) });
    Template.fromStack(stack).hasResourceProperties('AWS::DMS::Endpoint', {
      SslMode: mode,
      CertificateArn: { Ref: Match.stringLikeRegexp('^Authority') },
    });
  });

  test.each(['mySql', 'mariaDb', 'auroraMySql'] as const)('fails for %s when nothing is said, as it would not be encrypted', (factory) => {
    const stack = testStack();
    new Endpoint(stack, 'Source', { database: SourceDatabase[factory](reachable(stack)) });
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'tls' must be decided for")]);
  });

  test('fails for modes that the engine does not have', () => {
    const stack = testStack();
    const authority = own(stack);
    new Endpoint(stack, 'MySql', { database: SourceDatabase.mySql({ ...reachable(stack, 'A'), tls: Tls.require() }) });
    new Endpoint(stack, 'Oracle', { database: SourceDatabase.oracle({ ...reachable(stack, 'B'), databaseName: 'ORCL', tls: Tls.verifyFull(authority) }) });
    new Endpoint(stack, 'SqlServer', {
      database: SourceDatabase.sqlServer({ ...reachable(stack, 'C'), databaseName: 'app', tls: Tls.verifyCa(authority) }),
    });
    expect(synthesisErrors(stack)).toEqual([
      expect.stringContaining("'tls' must be none, verify-ca or verify-full for MySQL, got require."),
      expect.stringContaining("'tls' must be none or verify-ca for Oracle, got verify-full."),
      expect.stringContaining("'tls' must be none, require or verify-full for SQL Server, got verify-ca."),
    ]);
  });
});
