import Sequencer from '@jest/test-sequencer';

// Suites that play whole migrations: millions of promises each.
const PROMISES = ['test/rehearsal/', 'test/cli/rehearse/', 'test/phase-scaling/', 'test/bench/', 'test/deployments/', 'test/simulator/', 'test/handlers/'];

/**
 * Runs the suites with most promises first. jest-circus makes an AsyncLocalStorage for every test file and leaves it enabled, and each new
 * promise goes through all that there are: after 100 files, test/phase-scaling/crashes.test.ts took 493 s in place of 71 s (jest 30.5, Node 20).
 */
export default class PromisesFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = PROMISES.findIndex((folder) => path.includes(`/${folder}`));
      return found === -1 ? PROMISES.length : found;
    };
    return [...tests].sort((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
  }
}
