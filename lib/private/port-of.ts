import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** A port that security groups can be opened for. */
export function portOf(port: number | undefined): ec2.Port | undefined {
  if (port === undefined) return undefined;
  return Token.isUnresolved(port) || (Number.isInteger(port) && port > 0 && port <= 65_535) ? ec2.Port.tcp(port) : undefined;
}
