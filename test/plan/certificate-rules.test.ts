import { checkCertificate } from '../../lib/plan/certificate-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

test('a certificate, a bundle of several and a wallet have no problems', () => {
  expect(checkCertificate({ pem: PEM })).toEqual([]);
  expect(checkCertificate({ pem: `# Root\n${PEM}# Intermediate\n${PEM}` })).toEqual([]);
  expect(checkCertificate({ wallet: 'ofhONwAAAAYAAAAh' })).toEqual([]);
});

testRules([
  {
    code: 'certificateFile',
    bad: () => checkCertificate({ file: 'ca.pem', unreadable: 'ENOENT' }),
    message: "'content' cannot be read from \"ca.pem\": ENOENT. The certificate becomes part of the template, so the file is needed at synthesis. "
      + 'Give a path that is absolute, or relative to where the app is run. [certificateFile]',
    unknown: () => checkCertificate({ pem: UNKNOWN }),
  },
  {
    code: 'certificatePem',
    bad: () => checkCertificate({ pem: 'MIIB' }),
    message: "'content' must have a BEGIN CERTIFICATE and an END CERTIFICATE line, got \"MIIB\". DMS takes X.509 certificates in PEM form only. "
      + 'Convert it: openssl x509 -inform der -in ca.crt -out ca.pem. [certificatePem]',
    unknown: () => checkCertificate({ pem: UNKNOWN }),
  },
  {
    code: 'certificatePrivateKey',
    bad: () => checkCertificate({ pem: `${PEM}-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n` }),
    message: "'content' has a private key in it. DMS needs the certificate of the authority alone, and the key would be readable in the template. "
      + 'Give a file with the BEGIN CERTIFICATE parts only. [certificatePrivateKey]',
    unknown: () => checkCertificate({ pem: UNKNOWN }),
  },
  {
    code: 'certificateWallet',
    bad: () => checkCertificate({ wallet: 'cwallet.sso' }),
    message: "'content' must be an Oracle wallet in base64, got \"cwallet.sso\". CloudFormation passes a wallet on as base64. "
      + 'Use CertificateContent.fromOracleWalletFile() with the file cwallet.sso. [certificateWallet]',
    unknown: () => checkCertificate({ wallet: UNKNOWN }),
  },
  {
    code: 'certificateLarge',
    bad: () => checkCertificate({ pem: PEM.padEnd(165_408, '\n') }),
    message: "'content' takes 165408 bytes of the template. A template may have 1 MB, and the bundle of all Regions of Amazon RDS is large. "
      + 'Give the bundle of your Region: https://truststore.pki.rds.amazonaws.com/<region>/<region>-bundle.pem. [certificateLarge]',
    unknown: () => checkCertificate({ pem: UNKNOWN }),
  },
]);
