/** The sample as somebody changes it later: `tableMappings` and `storage` of the context say what. */
import { App, type Stack } from 'aws-cdk-lib';
import { CfnReplicationInstance, CfnReplicationTask } from 'aws-cdk-lib/aws-dms';
import { onPremisesPostgreSql } from '../bin/samples/on-premises-postgresql';

const app = new App();
const stack: Stack = onPremisesPostgreSql(app);
for (const construct of stack.node.findAll()) {
  if (construct instanceof CfnReplicationTask && construct.node.path.includes('Archive')) {
    construct.tableMappings = (app.node.tryGetContext('tableMappings') as string | undefined) ?? construct.tableMappings;
  }
  if (construct instanceof CfnReplicationInstance) {
    const storage = app.node.tryGetContext('storage') as string | undefined;
    if (storage !== undefined) construct.allocatedStorage = Number(storage);
  }
}
