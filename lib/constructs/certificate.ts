import { readFileSync } from 'node:fs';
import { Resource, type IResource } from 'aws-cdk-lib';
import * as dms from 'aws-cdk-lib/aws-dms';
import type { Construct } from 'constructs';
import { checkCertificate, type CertificateInput } from '../plan/certificate-rules';
import { MAX_ENDPOINT_IDENTIFIER } from '../plan/endpoint-rules';
import { checkIdentifier } from '../plan/identifiers';
import { generatedIdentifier } from '../private/generated-identifier';
import { importedFrom } from '../private/imported-from';
import { readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';

/** A certificate that DMS knows. */
export interface IDmsCertificate extends IResource {
  /**
   * The certificate's ARN.
   *
   * @attribute
   */
  readonly certificateArn: string;
}

/**
 * What a certificate is made from.
 *
 * It is the certificate of the authority that signed the server's, or a bundle of several. For Amazon RDS and Aurora that is the bundle
 * of the database's Region: `https://truststore.pki.rds.amazonaws.com/<region>/<region>-bundle.pem`. The bundle of all Regions,
 * `https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem`, is good for all of them, but takes a good part of the 1 MB that a
 * template may have.
 */
export abstract class CertificateContent {
  /** X.509 certificates as PEM text. */
  public static fromPem(pem: string): CertificateContent {
    return new KnownContent({ pem });
  }

  /** X.509 certificates in a PEM file, read at synthesis. */
  public static fromPemFile(path: string): CertificateContent {
    return new KnownContent(readContent(path, (bytes) => ({ pem: bytes.toString('utf8') })));
  }

  /** An Oracle auto-login wallet (`cwallet.sso`) in base64. */
  public static fromOracleWallet(base64: string): CertificateContent {
    return new KnownContent({ wallet: base64 });
  }

  /** An Oracle auto-login wallet (`cwallet.sso`), read at synthesis. */
  public static fromOracleWalletFile(path: string): CertificateContent {
    return new KnownContent(readContent(path, (bytes) => ({ wallet: bytes.toString('base64') })));
  }

  /** @internal */
  public abstract _bind(): _CertificateContentConfig;
}

/**
 * A certificate as it is rendered, or why it cannot be.
 *
 * @internal
 */
export interface _CertificateContentConfig extends CertificateInput {
  readonly pem?: string;
  readonly wallet?: string;
}

class KnownContent extends CertificateContent {
  constructor(private readonly config: _CertificateContentConfig) {
    super();
  }

  public _bind(): _CertificateContentConfig {
    return this.config;
  }
}

/** What cannot be read is told with all other problems, instead of thrown. */
function readContent(file: string, use: (bytes: Buffer) => _CertificateContentConfig): _CertificateContentConfig {
  try {
    return { ...use(readFileSync(file)), file };
  } catch (cause) {
    // The message of a system error also has the absolute path in it; its code is the same on every machine.
    return { file, unreadable: (cause as NodeJS.ErrnoException).code ?? 'not a path' };
  }
}

/** Properties of a certificate. */
export interface DmsCertificateProps {
  /** The certificate. Another one replaces the resource, and the endpoints that use it are changed in place. */
  readonly content: CertificateContent;

  /**
   * The certificate's name, in lower case. A replacement would meet its own name: better leave it out.
   *
   * @default - generated, also from the content
   */
  readonly certificateIdentifier?: string;
}

/**
 * A certificate that DMS verifies database servers against.
 *
 * @resource AWS::DMS::Certificate
 */
export class DmsCertificate extends Resource implements IDmsCertificate {
  /** A certificate that exists. */
  public static fromCertificateArn(scope: Construct, id: string, certificateArn: string): IDmsCertificate {
    class Import extends Resource implements IDmsCertificate {
      public readonly certificateArn = certificateArn;
    }
    return new Import(scope, id, importedFrom(certificateArn));
  }

  public readonly certificateArn: string;

  constructor(scope: Construct, id: string, props: DmsCertificateProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, { content: 'CertificateContent' }, 'content');
    const content = given.content._bind();
    // All properties are create-only, so all of them make the name.
    const createOnly = { certificatePem: content.pem, certificateWallet: content.wallet };
    const resource = new dms.CfnCertificate(this, 'Resource', {
      ...createOnly,
      certificateIdentifier: given.certificateIdentifier ?? generatedIdentifier(this, createOnly),
    });
    this.certificateArn = resource.ref;

    reportProblems(this, () => [
      ...problems,
      ...checkCertificate(markUnknown(content) as CertificateInput),
      ...checkIdentifier('certificateIdentifier', markUnknown(given.certificateIdentifier), MAX_ENDPOINT_IDENTIFIER),
    ]);
  }
}
