// Synthesizes apps in one process, which saves loading the CDK for each: every app writes to a folder of its own by the time the process ends.
//
//   npx tsx scripts/synthesize-apps.mjs <directory> <app>...
//
// An app is made when its file is loaded, or by the function that the file exports.
import { createRequire } from 'node:module';
import path from 'node:path';
import { App } from 'aws-cdk-lib';

process.setMaxListeners(0); // each app is synthesized by one
const require = createRequire(import.meta.url);
const [directory, ...apps] = process.argv.slice(2);
for (const app of apps) {
  // The CDK reads it when an app is made.
  process.env.CDK_OUTDIR = path.join(directory, path.basename(app, '.ts'));
  const [define] = Object.values(require(path.resolve(app))).filter((each) => typeof each === 'function');
  define?.(new App());
}
