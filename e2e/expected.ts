/**
 * Calls that change something in DMS, step by step, in their order. What may come in any order is a list of its own: resources that do not need each
 * other, and tasks as DMS happens to list them, for the phase controller.
 */
import type { Order } from './checking';

const BOTH_ENDPOINTS = ['endpoints-source', 'endpoints-target'];
const TEST_BOTH: Order = BOTH_ENDPOINTS.map((endpoint) => `TestConnection ${endpoint}`);
const STOP_BOTH = ['StopReplicationTask archive', 'StopReplicationTask sales'];
const RESUME_BOTH = ['StartReplicationTask archive resume-processing', 'StartReplicationTask sales resume-processing'];

const SAMPLE: Order = [
  ['CreateReplicationSubnetGroup instance-subnetgroup', 'CreateReplicationInstance instance', ...BOTH_ENDPOINTS.map((endpoint) => `CreateEndpoint ${endpoint}`)],
  ...TEST_BOTH,
  ['CreateReplicationTask archive', 'CreateReplicationTask sales'],
  'StartReplicationTask archive start-replication', 'StartReplicationTask sales start-replication',
];

const EXISTING_VPC: Order = [
  [
    'ImportCertificate authority', 'CreateReplicationSubnetGroup instance-subnetgroup', 'CreateReplicationInstance instance',
    'CreateEndpoint warehouse-source', 'CreateEndpoint warehouse-target',
  ],
  'TestConnection warehouse-source', 'TestConnection warehouse-target',
  ['CreateReplicationTask follow', 'CreateReplicationTask load'],
  'StartReplicationTask follow start-replication', 'StartReplicationTask load start-replication',
];

const TABLE_MAPPINGS: Order = ['StopReplicationTask archive', 'ModifyReplicationTask archive', 'StartReplicationTask archive resume-processing'];

const ENDPOINT: Order = [...STOP_BOTH, 'ModifyEndpoint endpoints-target', 'TestConnection endpoints-target', ...RESUME_BOTH];

/** Each task has stopped itself at its boundary; `sales`, the first, runs on until `archive` has come so far, too. */
const LOAD: Order = [
  'StartReplicationTask sales resume-processing', 'StopReplicationTask sales', 'ModifyReplicationInstance instance', ...TEST_BOTH, RESUME_BOTH,
];

const STORAGE: Order = [...STOP_BOTH, 'ModifyReplicationInstance instance', ...TEST_BOTH, ...RESUME_BOTH];

const ALARM: Order = [STOP_BOTH, 'ModifyReplicationInstance instance', ...TEST_BOTH, RESUME_BOTH];

/** All that is played on the emulator and then rehearsed. */
export const STEPS = {
  sample: SAMPLE, existingVpc: EXISTING_VPC, again: [], tableMappings: TABLE_MAPPINGS, endpoint: ENDPOINT, load: LOAD, storage: STORAGE, alarm: ALARM,
} as const satisfies Readonly<Record<string, Order>>;
export type Step = keyof typeof STEPS;

/** By stack. The task that has loaded all there was has stopped itself. */
export const DELETED: Readonly<Record<string, Order>> = {
  Warehouse: [
    'StopReplicationTask follow',
    ['DeleteReplicationTask follow', 'DeleteReplicationTask load'],
    [
      'DeleteEndpoint warehouse-source', 'DeleteEndpoint warehouse-target', 'DeleteReplicationInstance instance',
      'DeleteReplicationSubnetGroup instance-subnetgroup', 'DeleteCertificate authority',
    ],
  ],
  OrdersMigration: [
    STOP_BOTH,
    ['DeleteReplicationTask archive', 'DeleteReplicationTask sales'],
    [...BOTH_ENDPOINTS.map((endpoint) => `DeleteEndpoint ${endpoint}`), 'DeleteReplicationInstance instance', 'DeleteReplicationSubnetGroup instance-subnetgroup'],
  ],
  OrdersDatabase: [],
};
