import type { CfnTag } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const MAX_TAG_VALUE = 256;

/**
 * The tag that says in consoles and on bills which construct a resource belongs to.
 *
 * Security Hub asks for a tag of one's own on DMS's resources (DMS.2 to DMS.5); CloudFormation's do not count.
 */
export function nameTag(construct: IConstruct): CfnTag[] {
  return [{ key: 'Name', value: construct.node.path.replace(/[^\p{L}\p{N} _.:/=+\-@]/gu, '_').slice(-MAX_TAG_VALUE) }];
}
