/** Per account and Region, as of 2023 [DMS User Guide, CHAP_Limits]; storage in GB. Live values come from DescribeAccountAttributes. */
export const QUOTAS = {
  ReplicationInstances: 60,
  AllocatedStorage: 30_000,
  ReplicationSubnetGroups: 60,
  SubnetsPerReplicationSubnetGroup: 60,
  Endpoints: 1000,
  EndpointsPerReplicationInstance: 100,
  ReplicationTasks: 600,
  ReplicationTasksPerInstance: 200,
  Certificates: 100,
};
