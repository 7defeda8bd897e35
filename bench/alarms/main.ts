/** Prints how many scenarios of alarms there are, what went off and was not to, what did not, and how soon faults were found. */
import { playAll, summarize, VARIANTS } from './summary';

for (const [name, value] of summarize(playAll(VARIANTS))) console.log(`alarms.${name} ${value}`);
