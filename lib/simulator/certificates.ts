import { certificateAnswer } from './answers';
import { alreadyExists, DmsFault, invalidState, notFound, quotaExceeded } from './fault';
import { filtered, listingShape, page } from './listing';
import { QUOTAS } from './quotas';
import { bytes, identifier, integer, operation, required, text } from './shape';
import type { Certificate } from './state';
import { putTags, tagsMember } from './tags';

export const importCertificate = operation({
  CertificateIdentifier: required(identifier(255)),
  CertificatePem: text(),
  CertificateWallet: bytes,
  Tags: tagsMember,
  KmsKeyId: text(),
}, (world, { CertificateIdentifier, CertificatePem, CertificateWallet, Tags, KmsKeyId }) => {
  const { certificates } = world.state;
  if ([...certificates.values()].some((each) => each.identifier === CertificateIdentifier)) {
    throw alreadyExists(`Certificate already exists: ${CertificateIdentifier}`);
  }
  if (certificates.size >= QUOTAS.Certificates) throw quotaExceeded('Certificate quota exceeded.');
  const isPem = CertificatePem !== undefined && /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(CertificatePem);
  if (!isPem && CertificateWallet === undefined) throw new DmsFault('InvalidCertificateFault', 'The certificate is neither a PEM certificate nor an Oracle wallet.');
  const certificate: Certificate = {
    arn: world.newArn('cert'),
    identifier: CertificateIdentifier,
    createdAt: world.now,
    ...CertificatePem !== undefined && { pem: CertificatePem },
    ...CertificateWallet !== undefined && { wallet: CertificateWallet },
    ...KmsKeyId !== undefined && { kmsKeyArn: KmsKeyId },
  };
  certificates.set(certificate.arn, certificate);
  putTags(world, certificate.arn, Tags);
  return { Certificate: certificateAnswer(world, certificate) };
});

/** The default page has 10 records, and no smallest page is documented [API, DescribeCertificates]. */
export const describeCertificates = operation({ ...listingShape(), MaxRecords: integer({ min: 1, max: 100 }) }, (world, input) => {
  const found = filtered('Certificates', [...world.state.certificates.values()], input.Filters, {
    'certificate-arn': ({ arn }) => arn,
    'certificate-id': (certificate) => certificate.identifier,
  });
  const { items, marker } = page(found, ({ arn }) => arn, { ...input, MaxRecords: input.MaxRecords ?? 10 });
  return { Certificates: items.map((certificate) => certificateAnswer(world, certificate)), ...marker };
});

export const deleteCertificate = operation({ CertificateArn: required(text()) }, (world, { CertificateArn }) => {
  const certificate = world.state.certificates.get(CertificateArn);
  if (certificate === undefined) throw notFound(`Certificate ${CertificateArn} not found.`);
  const user = [...world.state.endpoints.values()].find(({ settings }) => settings.CertificateArn === CertificateArn);
  if (user !== undefined) throw invalidState(`Certificate ${certificate.identifier} is in use by endpoint ${user.identifier}.`);
  world.state.certificates.delete(CertificateArn);
  world.state.tags.delete(CertificateArn);
  return { Certificate: certificateAnswer(world, certificate) };
});
