// Properties are tried on the same cases each time, so that no change is blamed for what it has not done. For others: FC_SEED=$RANDOM npx jest
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 1) });
module.exports = fc;
