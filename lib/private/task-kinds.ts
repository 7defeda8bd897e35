/** The members that are objects, of a migration task and of a serverless replication. */
export const TASK_KINDS = {
  endpointPair: 'EndpointPair',
  tableMappings: 'TableMappings',
  taskSettings: 'TaskSettings',
  lobHandling: 'LobHandling',
  validation: 'Validation',
  cdcStart: 'CdcStart',
  cdcStop: 'CdcStop',
  restart: 'TaskRestart',
  premigrationAssessment: 'PremigrationAssessment',
};
