import type * as docdb from 'aws-cdk-lib/aws-docdb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { DatabaseNetwork } from '../constructs/database-network';
import type { DatabaseEndpointOptions, ServiceEndpointOptions } from '../constructs/database-props';
import type { DocumentDbClusterProps } from '../constructs/document-database-props';
import type { S3ObjectEncryption } from '../constructs/s3-settings';
import type { EndpointRole } from '../plan/engines';
import { within, type Problem } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';
import type { UsedBucket } from './bucket-access';
import type { DatabaseConfig } from './database-config';
import { addressOf, commonConfig, DATABASE_KINDS, endpointOptions, secretOf, serverAddress } from './describe-database';
import { readProps, withoutNulls, type MemberKinds } from './read-props';
import { rendered, type RenderedSettings } from './rendered-settings';

/** The members of a service's props that are objects. */
export const SERVICE_KINDS = { accessRole: 'iam.IRole', encryption: 'Encryption', network: 'DatabaseNetwork', objectEncryption: 'S3ObjectEncryption' };

/** What a description of something without a login has in common. */
export function describeOwnLogin(
  role: EndpointRole, engineName: string, props: DatabaseEndpointOptions, problems: Problem[],
): Pick<DatabaseConfig, 'role' | 'engineName' | 'credentialsTwice' | 'problems' | 'generateIdentifier'> {
  return { role, engineName, ...endpointOptions(props), credentialsTwice: false, problems };
}

/** What is called by the API of AWS, over HTTPS. */
export function describeService(
  role: EndpointRole, engineName: string, props: ServiceEndpointOptions, problems: Problem[],
): ReturnType<typeof describeOwnLogin> & Pick<DatabaseConfig, 'network' | 'networkIsGiven' | 'networkPort'> {
  return {
    ...describeOwnLogin(role, engineName, props, problems),
    network: props.network ?? DatabaseNetwork.unmanaged(),
    networkIsGiven: props.network !== undefined,
    networkPort: ec2.Port.tcp(443),
  };
}

/** The bucket and the key with which it is written; settings that say so. */
export interface EncryptedBucket extends UsedBucket {
  readonly settings: Record<string, unknown>;
  readonly problems: Problem[];
}

/** Files are written with the key that was given, else with the bucket's own. */
export function encryptedBucket(bucket: s3.IBucket, encryption: S3ObjectEncryption | undefined): EncryptedBucket {
  const { key, problems } = encryption?._bind() ?? { key: bucket.encryptionKey, problems: [] };
  const said = encryption === undefined ? {} : { encryptionMode: 'sse-s3' };
  const settings = key === undefined ? said : { encryptionMode: 'sse-kms', serverSideEncryptionKmsKeyId: key.keyArn };
  return { bucket, key, settings, problems: within('objectEncryption', problems) };
}

/** Typed settings, with members that follow from other props; both without what is undefined. */
export function withMembers({ settings, attributes }: RenderedSettings, members: Record<string, unknown>): RenderedSettings {
  return { settings: { ...settings, ...rendered(members, {}).settings }, attributes };
}

/** A DocumentDB cluster of this app. */
export function describeDocumentDbCluster<S extends object>(
  role: EndpointRole,
  cluster: docdb.IDatabaseCluster,
  props: DocumentDbClusterProps & { readonly settings?: S },
  render: (settings?: S) => RenderedSettings,
): DatabaseConfig {
  const notCluster = checkKind('cluster', cluster, 'docdb.IDatabaseCluster');
  const isThere = notCluster.length === 0;
  const { given, problems } = readProps(props, DATABASE_KINDS as MemberKinds<typeof props>);
  const config = commonConfig(role, given, [...notCluster, ...problems], isThere ? secretOf(cluster) : undefined);
  const address = isThere && config.login !== undefined ? addressOf(() => cluster.clusterEndpoint) : undefined;
  return {
    ...config,
    engineName: 'docdb',
    databaseName: given.databaseName,
    network: given.network ?? (isThere ? DatabaseNetwork.of(cluster) : DatabaseNetwork.unmanaged()),
    networkPort: given.port === undefined && isThere ? cluster.connections.defaultPort : undefined,
    port: given.port ?? address?.port,
    login: config.login && { ...config.login, serverName: config.login.serverName ?? address?.hostname },
    settings: render(withoutNulls(given.settings)),
    ...(isThere && { resource: cluster, resourceAddress: serverAddress(() => cluster.clusterEndpoint) }),
  };
}
