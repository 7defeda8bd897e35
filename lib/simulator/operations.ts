import { describeAccountAttributes, describeEngineVersions, describeEvents, describeOrderableReplicationInstances } from './account';
import {
  deleteReplicationTaskAssessmentRun, describeReplicationTaskAssessmentRuns, describeReplicationTaskIndividualAssessments,
  startReplicationTaskAssessmentRun,
} from './assessments';
import { deleteCertificate, describeCertificates, importCertificate } from './certificates';
import { deleteConnection, describeConnections, testConnection } from './connections';
import { createEndpoint, deleteEndpoint, describeEndpoints, modifyEndpoint } from './endpoints';
import {
  createReplicationInstance, deleteReplicationInstance, describeReplicationInstances, modifyReplicationInstance, rebootReplicationInstance,
} from './instance-operations';
import {
  createReplicationConfig, deleteReplicationConfig, describeReplicationConfigs, describeReplications, describeReplicationTableStatistics,
  modifyReplicationConfig, startReplication, stopReplication,
} from './replications';
import type { Operation } from './shape';
import {
  createReplicationSubnetGroup, deleteReplicationSubnetGroup, describeReplicationSubnetGroups, modifyReplicationSubnetGroup,
} from './subnet-groups';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './tags';
import {
  describeTableStatistics, moveReplicationTask, reloadTablesOperation, startReplicationTask, startReplicationTaskAssessment, stopReplicationTask,
} from './task-runs';
import { createReplicationTask, deleteReplicationTask, describeReplicationTasks, modifyReplicationTask } from './tasks';

/** Every operation that is simulated, by its name in the API. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  AddTagsToResource: addTagsToResource,
  CreateEndpoint: createEndpoint,
  CreateReplicationConfig: createReplicationConfig,
  CreateReplicationInstance: createReplicationInstance,
  CreateReplicationSubnetGroup: createReplicationSubnetGroup,
  CreateReplicationTask: createReplicationTask,
  DeleteCertificate: deleteCertificate,
  DeleteConnection: deleteConnection,
  DeleteEndpoint: deleteEndpoint,
  DeleteReplicationConfig: deleteReplicationConfig,
  DeleteReplicationInstance: deleteReplicationInstance,
  DeleteReplicationSubnetGroup: deleteReplicationSubnetGroup,
  DeleteReplicationTask: deleteReplicationTask,
  DeleteReplicationTaskAssessmentRun: deleteReplicationTaskAssessmentRun,
  DescribeAccountAttributes: describeAccountAttributes,
  DescribeCertificates: describeCertificates,
  DescribeConnections: describeConnections,
  DescribeEndpoints: describeEndpoints,
  DescribeEngineVersions: describeEngineVersions,
  DescribeEvents: describeEvents,
  DescribeOrderableReplicationInstances: describeOrderableReplicationInstances,
  DescribeReplicationConfigs: describeReplicationConfigs,
  DescribeReplicationInstances: describeReplicationInstances,
  DescribeReplicationSubnetGroups: describeReplicationSubnetGroups,
  DescribeReplicationTableStatistics: describeReplicationTableStatistics,
  DescribeReplicationTaskAssessmentRuns: describeReplicationTaskAssessmentRuns,
  DescribeReplicationTaskIndividualAssessments: describeReplicationTaskIndividualAssessments,
  DescribeReplicationTasks: describeReplicationTasks,
  DescribeReplications: describeReplications,
  DescribeTableStatistics: describeTableStatistics,
  ImportCertificate: importCertificate,
  ListTagsForResource: listTagsForResource,
  ModifyEndpoint: modifyEndpoint,
  ModifyReplicationConfig: modifyReplicationConfig,
  ModifyReplicationInstance: modifyReplicationInstance,
  ModifyReplicationSubnetGroup: modifyReplicationSubnetGroup,
  ModifyReplicationTask: modifyReplicationTask,
  MoveReplicationTask: moveReplicationTask,
  RebootReplicationInstance: rebootReplicationInstance,
  ReloadTables: reloadTablesOperation,
  RemoveTagsFromResource: removeTagsFromResource,
  StartReplication: startReplication,
  StartReplicationTask: startReplicationTask,
  StartReplicationTaskAssessment: startReplicationTaskAssessment,
  StartReplicationTaskAssessmentRun: startReplicationTaskAssessmentRun,
  StopReplication: stopReplication,
  StopReplicationTask: stopReplicationTask,
  TestConnection: testConnection,
};
