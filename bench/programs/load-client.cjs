// How long it takes to load the DMS client of the SDK, and to make one.
const { writeSync } = require('node:fs');

process.env.AWS_REGION ??= 'eu-west-1';
const start = process.hrtime.bigint();
const { DatabaseMigrationServiceClient } = require('@aws-sdk/client-database-migration-service');
new DatabaseMigrationServiceClient({});
writeSync(1, JSON.stringify({ milliseconds: Number(process.hrtime.bigint() - start) / 1e6 }));
