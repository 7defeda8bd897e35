/** The sample as somebody changes it later: `tableMappings`, `targetAttributes` and `storage` of the context say what. */
import { App } from 'aws-cdk-lib';
import { CfnEndpoint, CfnReplicationInstance, CfnReplicationTask } from 'aws-cdk-lib/aws-dms';
import { onPremisesPostgreSql } from '../bin/samples/on-premises-postgresql';

const app = new App();
const change = (name: string, make: (value: string) => void): void => {
  const value: unknown = app.node.tryGetContext(name);
  if (typeof value === 'string') make(value);
};
for (const construct of onPremisesPostgreSql(app).node.findAll()) {
  if (construct instanceof CfnReplicationTask && construct.node.path.includes('Archive')) change('tableMappings', (value) => (construct.tableMappings = value));
  if (construct instanceof CfnEndpoint && construct.endpointType === 'target') change('targetAttributes', (value) => (construct.extraConnectionAttributes = value));
  if (construct instanceof CfnReplicationInstance) change('storage', (value) => (construct.allocatedStorage = Number(value)));
}
