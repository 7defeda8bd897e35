// Compiles with jsii and packs what it gives.
import { spawnSync } from 'node:child_process';

// On Node 20 jsii works, and prints at length that it is old.
const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
// Peers are compiled against at both ends of their range by scripts/verify-peers.mjs; the version in between is what cdk-nag needs.
const silenced = ['reserved-word', 'metadata/missing-dev-dependency'].map((warning) => `--silence-warnings=${warning}`);
const { status } = spawnSync('jsii', silenced, { env, stdio: 'inherit', shell: true });
if (status !== 0) process.exit(status ?? 1);
await import('./pack-dist.mjs');
