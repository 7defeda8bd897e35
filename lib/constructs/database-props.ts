import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { DatabaseCredentials } from './database-credentials';
import type { DatabaseEngine } from './database-engine';
import type { DatabaseNetwork } from './database-network';
import type { Encryption } from './encryption';
import type { Tls } from './tls';

/** What can be said of an endpoint, whatever it leads to. */
export interface DatabaseEndpointOptions {
  /**
   * Attributes of the connection that have no typed setting: `name=value;name=value`.
   *
   * @default - none but those that typed settings come to
   */
  readonly extraConnectionAttributes?: string;

  /**
   * Members of the engine's settings block that have no typed setting yet, as CloudFormation spells them. They win over typed ones.
   *
   * @default - none
   */
  readonly additionalSettings?: { [name: string]: unknown };

  /**
   * The key that encrypts the connection parameters. Another one replaces the endpoint.
   *
   * @default - the key of the replication instance
   */
  readonly encryption?: Encryption;

  /**
   * The endpoint's name, in lower case. A replacement would meet its own name: better leave it out.
   *
   * @default - generated
   */
  readonly endpointIdentifier?: string;

  /**
   * Whether a name is generated where `endpointIdentifier` gives none. Without, DMS chooses one.
   *
   * @default true
   */
  readonly generateIdentifier?: boolean;

  /**
   * The end of the endpoint's ARN, at most 31 characters. Another one replaces the endpoint.
   *
   * @default - DMS generates one
   */
  readonly resourceIdentifier?: string;
}

/** What can be said of a database of any engine. */
export interface DatabaseProps extends DatabaseEndpointOptions {
  /**
   * The secret that DMS logs in with: the members `username`, `password`, `host` and `port`, all in lower case.
   *
   * Its password must have none of `;` `.` `:` `+`. Give its encryption key when importing it, or DMS may not read it.
   *
   * @default - that of `credentials`, or of the RDS or Aurora resource
   */
  readonly secret?: secretsmanager.ISecret;

  /**
   * How DMS logs in, where it is not simply by a secret.
   *
   * @default - by `secret`
   */
  readonly credentials?: DatabaseCredentials;

  /**
   * The role that DMS takes on to read the secret. It gets no rights from here: it has to have them.
   *
   * @default - one is made, which may read the secret and decrypt it, and nothing else
   */
  readonly accessRole?: iam.IRole;

  /**
   * The port that the database listens on. With a secret, DMS connects to the port in the secret, and this one is opened for it.
   *
   * @default - that of the RDS or Aurora resource, or the engine's own
   */
  readonly port?: number;

  /**
   * How the connection is encrypted.
   *
   * @default Tls.require() - for PostgreSQL, SQL Server, MongoDB and their like; Redshift always encrypts; for other engines it has to be said, as
   * they need a certificate
   */
  readonly tls?: Tls;
}

/** What can be said of an endpoint that leads to a service of AWS, which DMS calls by its API. */
export interface ServiceEndpointOptions extends DatabaseEndpointOptions {
  /**
   * The role that DMS takes on to use the service. It gets no rights from here: it has to have them.
   *
   * @default - one is made, which may do what the DMS User Guide asks for, on what is given here, and nothing else
   */
  readonly accessRole?: iam.IRole;

  /**
   * How the replication instance reaches the service, on port 443: for S3 and DynamoDB over a gateway endpoint,
   * `DatabaseNetwork.of(ec2.Peer.prefixList('pl-...'))`, the Region's prefix list of the service.
   *
   * @default - by the interface endpoint for the service that this app has defined in the instance's VPC by the time of the endpoint pair
   */
  readonly network?: DatabaseNetwork;
}

/** What can be said of a database that is described by its engine. */
export interface DescribedDatabaseProps extends DatabaseProps {
  /** How the replication instance reaches the database. */
  readonly network: DatabaseNetwork;
}

/** What can be said of a database that is an RDS or Aurora resource. */
export interface RdsDatabaseProps extends DatabaseProps {
  /**
   * The database to connect to. Not for the MySQL family.
   *
   * @default - none; PostgreSQL, Oracle (SID or service name) and SQL Server need one, and the resource does not tell it
   */
  readonly databaseName?: string;

  /**
   * The engine.
   *
   * @default - that of the resource; an imported one has it only if it was given
   */
  readonly engine?: DatabaseEngine;

  /**
   * How the replication instance reaches the database.
   *
   * @default - by the security groups of the resource
   */
  readonly network?: DatabaseNetwork;
}

/** What can be said beside an endpoint that exists. */
export interface ExistingEndpointOptions {
  /**
   * The engine.
   *
   * @default - that of the endpoint; one that is imported by its ARN alone does not tell it
   */
  readonly engine?: DatabaseEngine;

  /**
   * How the replication instance reaches the database.
   *
   * @default - as the endpoint says, if this app defines it; else nothing is opened
   */
  readonly network?: DatabaseNetwork;

  /**
   * The port that is opened.
   *
   * @default - the engine's own
   */
  readonly port?: number;
}
