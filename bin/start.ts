/** Synthesizes the sample app, prints what would be deployed, and rehearses it: the deployment, and then the migration. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { report } from './report';
import { onPremisesPostgreSql } from './samples/on-premises-postgresql';

const OUTPUT = 'cdk.out';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
const app = new App({ context, outdir: OUTPUT });
onPremisesPostgreSql(app);
console.log(report(app));

const { status } = spawnSync(process.execPath, ['bin/dms-migrations.mjs', 'rehearse', OUTPUT], { stdio: 'inherit' });
process.exitCode = status ?? 1;
