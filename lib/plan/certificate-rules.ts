import { error, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** Above this a certificate takes a large part of the 1 MB that a template may have [CloudFormation User Guide, quotas]. */
const LARGE_BYTES = 100_000;

/** A certificate as it will be in the template, or why it could not be read. */
export interface CertificateInput {
  /** X.509 certificates, each between BEGIN and END lines. */
  readonly pem?: unknown;
  /** An Oracle auto-login wallet (`cwallet.sso`) in base64. */
  readonly wallet?: unknown;
  /** The file that was to be read, if any. */
  readonly file?: string;
  /** Why it could not be. */
  readonly unreadable?: string;
}

/** Checks what a certificate resource is made from. */
export function checkCertificate({ pem, wallet, file, unreadable }: CertificateInput): Problem[] {
  const where = 'content';
  if (unreadable !== undefined) {
    return [error({
      code: 'certificateFile',
      where,
      what: `cannot be read from ${show(file)}: ${unreadable}`,
      why: 'The certificate becomes part of the template, so the file is needed at synthesis',
      mend: 'Give a path that is absolute, or relative to where the app is run',
    })];
  }
  return [...checkPem(where, pem), ...checkWallet(where, wallet), ...checkSize(where, pem), ...checkSize(where, wallet)];
}

function checkPem(where: string, pem: unknown): Problem[] {
  if (!isKnown(pem)) return [];
  const text = String(pem);
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return [error({
      code: 'certificatePrivateKey',
      where,
      what: 'has a private key in it',
      why: 'DMS needs the certificate of the authority alone, and the key would be readable in the template',
      mend: 'Give a file with the BEGIN CERTIFICATE parts only',
    })];
  }
  if (!/-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(text)) {
    return [error({
      code: 'certificatePem',
      where,
      what: `must have a BEGIN CERTIFICATE and an END CERTIFICATE line, got ${show(text.slice(0, 40))}`,
      why: 'DMS takes X.509 certificates in PEM form only',
      mend: 'Convert it: openssl x509 -inform der -in ca.crt -out ca.pem',
    })];
  }
  return [];
}

function checkWallet(where: string, wallet: unknown): Problem[] {
  if (!isKnown(wallet)) return [];
  const text = String(wallet);
  if (text !== '' && /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return [];
  return [error({
    code: 'certificateWallet',
    where,
    what: `must be an Oracle wallet in base64, got ${show(text.slice(0, 40))}`,
    why: 'CloudFormation passes a wallet on as base64',
    mend: 'Use CertificateContent.fromOracleWalletFile() with the file cwallet.sso',
  })];
}

function checkSize(where: string, content: unknown): Problem[] {
  if (!isKnown(content) || String(content).length <= LARGE_BYTES) return [];
  return [warning({
    code: 'certificateLarge',
    where,
    what: `takes ${String(content).length} bytes of the template`,
    why: 'A template may have 1 MB, and the bundle of all Regions of Amazon RDS is large',
    mend: 'Give the bundle of your Region: https://truststore.pki.rds.amazonaws.com/<region>/<region>-bundle.pem',
  })];
}
