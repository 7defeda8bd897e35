// Prints one `name value` a line: what this library costs and what its phase controller saves. Times are ratios of medians of interleaved
// runs of whole processes: 1.00 means the same.
//
//   npm run bench                           all
//   npm run bench -- --only phase           a part: synth, handler, phase, alarms, monitor, plan, deployments, rehearse or audit
//   npm run bench -- --runs 15              more runs
//   npm run bench -- --migrations 3000      more migrations, of 1000
//   npm run bench -- --only phase --verbose and each migration that is out of the ordinary
import { parseArgs } from 'node:util';
import { alarms } from './alarms.mjs';
import { audit } from './audit.mjs';
import { deployments } from './deployments.mjs';
import { handler } from './handler.mjs';
import { monitor } from './monitor.mjs';
import { phase } from './phase.mjs';
import { plan } from './plan.mjs';
import { rehearse } from './rehearse.mjs';
import { synthesis } from './synthesis.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '9' },
    migrations: { type: 'string', default: '1000' },
    verbose: { type: 'boolean', default: false },
  },
});
const runs = Math.max(7, Number(values.runs));
const parts = {
  synth: () => synthesis(runs),
  handler: () => handler(runs),
  phase: () => phase(Number(values.migrations), values.verbose ? ['--verbose'] : []),
  alarms,
  monitor,
  plan,
  deployments,
  rehearse,
  audit: () => audit(runs),
};
if (values.only !== undefined && !Object.hasOwn(parts, values.only)) throw new Error(`there is no part ${values.only}; there are ${Object.keys(parts).join(', ')}`);
for (const [name, run] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) await run();
}
