import fc from 'fast-check';
import { CAPACITY_UNITS, capacityFor } from '../../lib/plan/serverless-capacity';
import {
  checkPairOf, checkServerless, checkServerlessPositions, checkServerlessServices, checkStackOptions, type ServerlessInput,
} from '../../lib/plan/serverless-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const GOOD: ServerlessInput = {
  minCapacityUnits: 2, maxCapacityUnits: 16, migrationType: 'full-load-and-cdc', multiAz: true, sourceEngine: 'oracle', targetEngine: 'aurora-postgresql',
  sourceSslMode: 'verify-ca', targetSslMode: 'verify-full', mappingRules: [{ 'rule-type': 'selection', 'object-locator': { 'schema-name': 'a' } }],
};

const of = (change: ServerlessInput) => () => checkServerless({ ...GOOD, ...change });
const views = (...types: string[]): unknown => types.map((type) => ({ 'rule-type': 'selection', 'object-locator': { 'table-type': type } }));

test('a replication with nothing wrong passes', () => {
  expect(checkServerless(GOOD)).toEqual([]);
  expect(checkServerless({})).toEqual([]);
  expect(checkServerlessPositions({ migrationType: 'full-load' })).toEqual([]);
});

test.each([
  ['mysql', 'kinesis'], ['mariadb', 'dynamodb'], ['docdb', 'docdb'], ['mongodb', 's3'], ['sqlserver', 'opensearch'], ['s3', 'redshift'], ['oracle', 'neptune'], ['postgres', 'kafka'],
])('takes %s to %s', (sourceEngine, targetEngine) => {
  expect(checkServerless({ ...GOOD, sourceEngine, targetEngine })).toEqual([]);
});

test('Db2 is taken without TLS', () => {
  expect(checkServerless({ ...GOOD, sourceEngine: 'db2', sourceSslMode: 'none' })).toEqual([]);
});

test('the units that stand in for an instance have its memory for CDC, and room to grow in a load', () => {
  expect(capacityFor({ fullLoadGiB: 16, cdcGiB: 4 })).toEqual({ min: 2, max: 16 });
  expect(capacityFor({ fullLoadGiB: 16, cdcGiB: 0 })).toEqual({ min: 1, max: 16 });
  expect(capacityFor({ fullLoadGiB: 768, cdcGiB: 768 })).toEqual({ min: 384, max: 384 });
  fc.assert(fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2000 }), (fullLoadGiB, cdcGiB) => {
    const { min, max } = capacityFor({ fullLoadGiB, cdcGiB });
    expect(CAPACITY_UNITS).toEqual(expect.arrayContaining([min, max]));
    expect(min).toBeLessThanOrEqual(max);
    if (cdcGiB <= 768) expect(2 * min).toBeGreaterThanOrEqual(cdcGiB);
  }));
});

testRules([
  {
    code: 'capacityUnits',
    bad: of({ maxCapacityUnits: 24 }),
    message: "'capacity.max' must be 1, 2, 4, 8, 16, 32, 64, 128, 192, 256 or 384, got 24. DMS has replications of these capacities alone. Take the next one of"
      + ' them. [capacityUnits]',
    unknown: of({ maxCapacityUnits: UNKNOWN }),
  },
  {
    code: 'capacityOrder',
    bad: of({ minCapacityUnits: 32 }),
    message: "'capacity' has a minimum of 32 and a maximum of 16 capacity units. DMS scales between the two. Give the smaller one first. [capacityOrder]",
    unknown: of({ minCapacityUnits: UNKNOWN }),
  },
  {
    code: 'serverlessEngine',
    bad: of({ targetEngine: 'redis' }),
    message: "'target' is Redis. Serverless replications do not have it as a target (DMS User Guide, AWS DMS Serverless components). Take a"
      + ' ReplicationInstance and a MigrationTask for it. [serverlessEngine]',
    unknown: of({ targetEngine: UNKNOWN }),
  },
  {
    code: 'serverlessDb2Tls',
    bad: of({ sourceEngine: 'db2' }),
    message: "'source' is Db2 with TLS (\"verify-ca\"). Serverless replications do not connect to Db2 with TLS (DMS User Guide, AWS DMS Serverless limitations)."
      + ' Take a ReplicationInstance and a MigrationTask for it: without TLS, rows would cross the network in the clear. [serverlessDb2Tls]',
    unknown: of({ sourceEngine: 'db2', sourceSslMode: UNKNOWN }),
  },
  {
    code: 'serverlessZone',
    bad: of({ availabilityZone: 'eu-west-1a' }),
    message: "'availabilityZone' is given for a replication in two zones. DMS takes a zone only where multiAz is false (DMS API reference, ComputeConfig). Leave"
      + " out 'availabilityZone', or set 'multiAz' to false. [serverlessZone]",
    unknown: of({ availabilityZone: 'eu-west-1a', multiAz: UNKNOWN }),
  },
  {
    code: 'serverlessSingleAz',
    bad: of({ multiAz: false }),
    message: "'multiAz' is false on a replication that captures changes. When the zone fails, replication stands still until somebody mends it, and the source"
      + ' keeps its log meanwhile. Leave multiAz out, or acknowledge this warning. [serverlessSingleAz]',
    unknown: of({ multiAz: UNKNOWN }),
  },
  {
    code: 'serverlessCdcStart',
    bad: of({ restartType: 'start-replication' }),
    message: "'restart' starts at a position in the log of the source. Serverless replications have no start points of their own (DMS User Guide, AWS DMS"
      + ' Serverless limitations). Take TaskRestart.reload(), or a ReplicationInstance and a MigrationTask. [serverlessCdcStart]',
    unknown: of({ restartType: UNKNOWN }),
  },
  {
    code: 'serverlessViews',
    bad: of({ mappingRules: views('view') }),
    message: "'tableMappings' has a rule that selects views. Serverless replications do not migrate views (DMS User Guide, AWS DMS Serverless limitations)."
      + ' Select tables alone, or take a ReplicationInstance and a MigrationTask. [serverlessViews]',
    unknown: of({ mappingRules: UNKNOWN }),
  },
  {
    code: 'serverlessViews',
    variant: 'of several rules',
    bad: of({ mappingRules: views('all', 'table', 'view') }),
    message: "'tableMappings' have 2 rules that select views. Serverless replications do not migrate views (DMS User Guide, AWS DMS Serverless limitations)."
      + ' Select tables alone, or take a ReplicationInstance and a MigrationTask. [serverlessViews]',
    unknown: of({ mappingRules: UNKNOWN }),
  },
  {
    code: 'serverlessPosition',
    bad: () => checkServerlessPositions({ cdcStart: {} }),
    message: "'cdcStart' is given for a serverless replication. DMS starts none at a position (DMS User Guide, AWS DMS Serverless limitations). Leave it out, or"
      + ' take a ReplicationInstance and a MigrationTask. [serverlessPosition]',
    unknown: () => checkServerlessPositions({}),
  },
  {
    code: 'serverlessPosition',
    variant: 'at which it stops',
    bad: () => checkServerlessPositions({ cdcStop: {} }),
    message: "'cdcStop' is given for a serverless replication. Only who starts it can say where it stops, and deployments do not. Leave it out, or take a"
      + ' ReplicationInstance and a MigrationTask. [serverlessPosition]',
    unknown: () => checkServerlessPositions({}),
  },
  {
    code: 'serverlessCdcAlone',
    bad: () => checkServerlessPositions({ migrationType: 'cdc' }),
    message: "'migrationType' is CDC, which begins where the log stands when the replication is started. What changed between the load by other means and that"
      + ' moment is lost, and a serverless replication cannot begin earlier. Take MigrationType.FULL_LOAD_AND_CDC, or a MigrationTask with'
      + ' CdcStart.atPosition(); acknowledge this warning where nothing writes meanwhile. [serverlessCdcAlone]',
    unknown: () => checkServerlessPositions({ migrationType: UNKNOWN }),
  },
  {
    code: 'serverlessVpcEndpoint',
    bad: () => checkServerlessServices({ needed: [{ service: 's3', addedBy: 'vpc.addGatewayEndpoint(...)' }], present: ['secretsmanager'] }),
    message: "'serverless' stands in a VPC without an endpoint for s3. Serverless replications call AWS services over VPC endpoints, and not over a NAT gateway"
      + ' (DMS User Guide, AWS DMS Serverless limitations). Add vpc.addGatewayEndpoint(...) before the endpoint pair. [serverlessVpcEndpoint]',
    unknown: () => checkServerlessServices({ needed: [{ service: 's3', addedBy: '' }] }),
  },
  {
    code: 'endpointPairHost',
    bad: () => checkPairOf('ServerlessReplication', false),
    message: "'endpointPair' has no serverless network. A ServerlessReplication runs on nothing else. Give the endpoint pair 'serverless', or take a"
      + ' MigrationTask. [endpointPairHost]',
    unknown: () => checkPairOf('ServerlessReplication', true),
  },
  {
    code: 'serverlessWithInstance',
    bad: () => checkStackOptions(true, { phaseScaling: {}, alarms: { enabled: false } }),
    message: "'phaseScaling' is given together with 'serverless'. It is about a replication instance, and serverless replications have none. Leave out"
      + " 'phaseScaling' or 'serverless'. [serverlessWithInstance]",
    unknown: () => checkStackOptions(false, { phaseScaling: {} }),
  },
  {
    code: 'endpointPairHost',
    variant: 'of a task',
    bad: () => checkPairOf('MigrationTask', false),
    message: "'endpointPair' has no replication instance. A MigrationTask runs on nothing else. Give the endpoint pair 'instance', or take a"
      + ' ServerlessReplication. [endpointPairHost]',
    unknown: () => checkPairOf('MigrationTask', true),
  },
]);
