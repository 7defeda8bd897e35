import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { RESOURCE_FACTS } from '../../../lib/simulator/cloudformation/resource-facts';

test('the table is what the script makes of the schemas', () => {
  const made = execFileSync(process.execPath, ['scripts/resource-facts.mjs', '--print'], { encoding: 'utf8' });
  expect(readFileSync('lib/simulator/cloudformation/resource-facts.ts', 'utf8')).toBe(made);
});

test('knows what replaces a task, an instance and an endpoint', () => {
  expect(RESOURCE_FACTS['AWS::DMS::ReplicationTask'].createOnly)
    .toEqual(['MigrationType', 'ReplicationInstanceArn', 'ResourceIdentifier', 'SourceEndpointArn', 'TargetEndpointArn']);
  expect(RESOURCE_FACTS['AWS::DMS::ReplicationInstance'].createOnly)
    .toEqual(['DnsNameServers', 'KmsKeyId', 'PubliclyAccessible', 'ReplicationSubnetGroupIdentifier', 'ResourceIdentifier']);
  expect(RESOURCE_FACTS['AWS::DMS::Endpoint'].createOnly).toEqual(['KmsKeyId', 'ResourceIdentifier']);
});
