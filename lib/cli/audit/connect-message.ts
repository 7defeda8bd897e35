import type { ConnectError, Connection } from './driver';
import { placeOf } from './source';

/** Why there is no connection, and what to do about it. */
export function connectMessage({ kind, detail }: ConnectError, { source, login, tls, ca, connectSeconds }: Connection): string {
  const place = placeOf(source);
  const user = login.user ?? source.user ?? 'the login';
  switch (kind) {
    case 'host': return `no address is known for the host ${source.host}; is it spelled right, and can this machine resolve it? (${detail})`;
    case 'refused': return `nothing listens at ${place}; is it the right port, and does the server listen on that address? (${detail})`;
    case 'unreachable': return `${place} cannot be reached; look at routes, security groups and firewalls on the way (${detail})`;
    case 'timeout': return `${place} did not answer within ${connectSeconds} s; a firewall or a security group may drop what is sent there`;
    case 'tls': return `the certificate of ${place} was not accepted: ${detail}; ${ca === undefined
      ? 'give the certificate of its authority with --ca (for Amazon RDS: https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem)'
      : 'is --ca of the authority that signed it, and is the host the name in it?'}; --tls require encrypts without checking it`;
    case 'tls-required': return `${place} takes only encrypted connections, and this one was --tls ${tls}; leave --tls off out (${detail})`;
    case 'no-tls': return `${place} does not offer TLS, and nothing is sent to it in the clear unless you say --tls off (${detail})`;
    case 'login': return `${place} does not let ${user} in: ${detail}`;
    case 'password-needed': return `${place} asks for a password of ${user}: ${detail}`;
    case 'database': return `${place} has no database ${source.database ?? ''} for ${user}: ${detail}`;
    case 'other': return `no connection to ${place}: ${detail}`;
  }
}
