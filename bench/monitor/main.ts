/** Prints how often the time that a load still takes lies within its bounds, and how far apart these are. */
import { measureTimeLeft } from './measure';

/** Seeds that nothing was tuned on. */
const FIRST_SEED = 5_000_001;

const { coverage, ratioMedian, published } = measureTimeLeft(4000, FIRST_SEED);
console.log(`timeleft.coverage ${coverage.toFixed(4)}`);
console.log(`timeleft.ratio.median ${ratioMedian.toFixed(4)}`);
console.log(`timeleft.published ${published.toFixed(4)}`);
