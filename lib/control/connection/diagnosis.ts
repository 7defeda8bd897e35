/** Why a connection test failed, as far as its message tells. */
export type Cause =
  /** Nothing answered in time: security group, route, network ACL or firewall; a time-out cannot tell which. */
  | 'network'
  /** The host answered, and nobody listens at the port. */
  | 'refused'
  /** The name of the host has no address. */
  | 'dns'
  /** The secret could not be read, or has not got what DMS needs. */
  | 'secret'
  /** The key of the secret could not be used. */
  | 'kms'
  /** Encryption of the connection: missing, or the other side is not trusted. */
  | 'tls'
  /** The database was reached and did not let the user in. */
  | 'login'
  /** The database, service or SID is not there. */
  | 'database'
  /** Connected, and a privilege is missing. */
  | 'grants'
  /** Connected, and the database is not set up as DMS needs it. */
  | 'prerequisite'
  /** The instance or the database cannot do it at the moment. */
  | 'busy'
  | 'unknown';

/** `certain` if the message can mean nothing else, `likely` if it mostly means this. */
export type Certainty = 'certain' | 'likely' | 'unknown';

export interface Diagnosis {
  readonly cause: Cause;
  readonly certainty: Certainty;
  /** What is wrong, in one or two sentences. */
  readonly words: string;
  /** What to check, in this order: imperatives without full stop. */
  readonly checks: readonly string[];
}

/** The endpoint whose connection was tested. */
export interface TestedEndpoint {
  readonly role: 'source' | 'target';
  /** As DMS has it: `aurora-postgresql`. */
  readonly engineName?: string;
  readonly endpointIdentifier?: string;
}

/** What the words of a rule may speak of. */
export interface Subject {
  readonly role: 'source' | 'target';
  /** What DMS said, short and without secrets. */
  readonly said: string;
}

/** A kind of message, and what it means. */
export interface Rule {
  /** Names the rule, so that each can be shown to have a case. */
  readonly id: string;
  readonly cause: Cause;
  readonly certainty: Certainty;
  /** What the message has to have, in any case of letters; white space is one blank each. */
  readonly when: RegExp;
  /** What it has to have as well. */
  readonly and?: RegExp;
  /** Engines of which it is true; of all, if absent. An engine that is not known fits, unless it has to be `known`. */
  readonly engine?: RegExp;
  readonly known?: boolean;
  /** Engines of which it is not true. */
  readonly notEngine?: RegExp;
  readonly words: (subject: Subject) => string;
  readonly checks: (subject: Subject) => readonly string[];
}
