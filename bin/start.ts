/** Synthesizes the sample app and prints what would be deployed. */
import { App } from 'aws-cdk-lib';
import { report } from './report';
import { onPremisesPostgreSql } from './samples/on-premises-postgresql';
import cdkJson from '../cdk.json';

const app = new App({ context: cdkJson.context, outdir: 'cdk.out' });
onPremisesPostgreSql(app);
console.log(report(app));
