// N tasks through the library, which deployments look after ("managed") or not ("bare").
const { App } = require('aws-cdk-lib');
const dms = require('../..');
const { env, finish, schema, secret, vpc } = require('./given.cjs');

const [, , count, deployments, outdir] = process.argv;
const tasks = Number(count);
const managed = deployments === 'managed';
const app = new App({ outdir });
const stack = new (require('aws-cdk-lib').Stack)(app, 'Migration', { env });
const instance = new dms.ReplicationInstance(stack, 'Instance', { vpc: vpc(stack), instanceClass: dms.InstanceClass.R6I_LARGE });
const endpointPair = new dms.EndpointPair(stack, 'Endpoints', {
  instance,
  testConnections: managed,
  source: dms.SourceDatabase.postgreSql({
    secret: secret(stack, 'source'), databaseName: 'app', network: dms.DatabaseNetwork.cidr('10.20.0.0/16'),
  }),
  target: dms.TargetDatabase.auroraPostgreSql({
    secret: secret(stack, 'target'), databaseName: 'app', network: dms.DatabaseNetwork.cidr('10.30.0.0/16'),
  }),
});
for (let index = 0; index < tasks; index++) {
  new dms.MigrationTask(stack, `Task${index}`, { endpointPair, tableMappings: dms.TableMappings.includeSchema(schema(index)), startOnDeploy: managed, stopForChanges: managed });
}
finish(app.synth());
