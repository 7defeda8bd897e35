// How long it takes to load the DMS client of the SDK, and to make one.
process.env.AWS_REGION ??= 'eu-west-1';
const start = process.hrtime.bigint();
const { DatabaseMigrationServiceClient } = require('@aws-sdk/client-database-migration-service');
new DatabaseMigrationServiceClient({});
const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
require('node:fs').writeSync(1, JSON.stringify({ milliseconds }));
