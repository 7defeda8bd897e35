import type { SecretValue } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import type { DatabaseNetwork } from '../constructs/database-network';
import type { Encryption } from '../constructs/encryption';
import type { IEndpoint } from '../constructs/endpoint';
import type { Tls } from '../constructs/tls';
import type { EndpointRole } from '../plan/engines';
import type { Problem } from '../plan/problem';
import type { NeededService } from '../plan/vpc-endpoint-rules';
import type { RenderedSettings } from './rendered-settings';
import type { ServiceAccess } from './service-access';

/** What a description of a database comes to: all that its endpoint is made from. */
export interface DatabaseConfig {
  readonly role: EndpointRole;
  /** Undefined where it could not be read. */
  readonly engineName?: string;
  /** The RDS engine, where it is none that this library knows. */
  readonly rdsEngineType?: string;
  readonly databaseName?: string;
  readonly secret?: secretsmanager.ISecret;
  readonly accessRole?: iam.IRole;
  readonly login?: PasswordLogin;
  readonly tls?: Tls;
  readonly network: DatabaseNetwork;
  /** The port that is opened, where it is not simply the number in `port`. */
  readonly networkPort?: ec2.Port;
  /** Others that are opened beside it. */
  readonly morePorts?: readonly ec2.Port[];
  /** Rules that need to know where the endpoint stands. */
  readonly checkIn?: (scope: IConstruct) => Problem[];
  readonly port?: number;
  readonly settings: RenderedSettings;
  /** The settings block by CloudFormation's name, of an engine that this library does not know. */
  readonly settingsBlock?: string;
  /** Whether it is described without a factory of its engine. */
  readonly isGeneric?: boolean;
  /** Whether somebody logs in; by default, if the engine has logins. */
  readonly authenticated?: boolean;
  /** The address, where no user logs in to it. */
  readonly address?: ServerAddress;
  /** What the endpoint needs a role for, other than to read secrets. */
  readonly service?: ServiceAccess;
  /** Names of the tables that the role which is made may write; `*` stands for any characters. Absent where all that is selected can be written. */
  readonly writableTables?: readonly string[];
  /** How many LOB columns its tables have. Absent where that is not known. */
  readonly lobColumns?: number;
  /** The services of AWS that the instance calls for it, beside Secrets Manager. */
  readonly calls?: readonly NeededService[];
  /** Whether somebody said how the instance reaches them. */
  readonly networkIsGiven?: boolean;
  /** As the user spelled it, to follow what the settings render to. */
  readonly extraConnectionAttributes?: string;
  /** As CloudFormation spells them, over what the settings render to. */
  readonly additionalSettings?: { readonly [name: string]: unknown };
  readonly encryption?: Encryption;
  readonly endpointIdentifier?: string;
  readonly generateIdentifier: boolean;
  readonly resourceIdentifier?: string;
  /** The per-engine settings given beside an RDS resource. */
  readonly settingsGiven?: readonly string[];
  /** Whether the database is known to be on Amazon RDS or Aurora. */
  readonly onRds?: boolean;
  /** The construct of the database, if it has one. */
  readonly resource?: IConstruct;
  /** The address of that construct, if it knows one. An endpoint with a secret takes the one in the secret. */
  readonly resourceAddress?: ServerAddress;
  /** What the metrics of an RDS instance or cluster go by. */
  readonly metricsOf?: RdsIdentity;
  /** Whether `secret` and `credentials` are both given. */
  readonly credentialsTwice: boolean;
  /** What was wrong with the props themselves. */
  readonly problems: Problem[];
}

/** An RDS instance or cluster, and where it is; account and Region may be known only at deployment. */
export interface RdsIdentity {
  readonly identifier: string;
  readonly isCluster: boolean;
  readonly account: string;
  readonly region: string;
}

/** Host name and port of a server. */
export interface ServerAddress {
  readonly serverName?: string;
  readonly port?: number;
}

/** User name and password in the endpoint itself. */
export interface PasswordLogin {
  readonly username: string;
  readonly password: SecretValue;
  readonly serverName?: string;
}

/** An endpoint that exists, in the place of a description. */
export interface ExistingEndpointConfig {
  readonly role: EndpointRole;
  readonly endpoint: IEndpoint;
  readonly engineName?: string;
  readonly network?: DatabaseNetwork;
  readonly port?: number;
  /** What was wrong with the options themselves. */
  readonly problems: Problem[];
}
