/** Synthesizes the sample app and prints what would be deployed. */
import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { report } from './report';
import { onPremisesPostgreSql } from './samples/on-premises-postgresql';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
const app = new App({ context, outdir: 'cdk.out' });
onPremisesPostgreSql(app);
console.log(report(app));
