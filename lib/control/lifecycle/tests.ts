import { noteTest, type Notes, type Tries } from './notes';
import type { SeenConnection } from './task';
import type { Act, Verdict } from './verdict';

/** An instance and an endpoint that it has to reach. */
export interface WantedTest {
  readonly instanceArn: string;
  readonly endpointArn: string;
}

/** Connections that have to be good. */
export interface TestsInput<T extends WantedTest> {
  readonly wanted: readonly T[];
  readonly connections: readonly SeenConnection[];
  readonly notes: Notes;
  /** Whether a test from before counts, or each has to be tested anew. */
  readonly anew: boolean;
  /** Whether a failed test is to be tried again, with what DMS says of it. */
  readonly again: (failure: string, tries: Tries) => boolean;
}

/** Tests that came to nothing. */
export interface Broken<T extends WantedTest> {
  readonly kind: 'broken';
  readonly broken: readonly { readonly test: T; readonly failure: string }[];
}

/** DMS takes some time until it shows that it tests. */
const SHOWS_MILLISECONDS = 20_000;
/** Between two tests of the same connection. */
const PAUSE_MILLISECONDS = 30_000;

/** What has to be done so that all connections are known to be good; nothing, if they are. */
export function decideTests<T extends WantedTest>(input: TestsInput<T>, at: number): Verdict | Broken<T> | undefined {
  const { wanted, connections, notes, anew, again } = input;
  const states = unique(wanted).map((test) => ({ test, ...stateOf(test, connections, notes, anew, at) }));
  const failed = states.filter(({ state }) => state === 'failed');
  const broken = failed.filter(({ failure, tries }) => tries !== undefined && !again(failure, tries));
  if (broken.length > 0) return { kind: 'broken', broken: broken.map(({ test, failure }) => ({ test, failure })) };
  const due = [...states.filter(({ state }) => state === 'untested'), ...failed.filter(({ tries }) => at - (tries?.at ?? 0) >= PAUSE_MILLISECONDS)];
  if (due.length > 0) {
    return {
      kind: 'act',
      acts: due.map(({ test: { instanceArn, endpointArn } }): Act => ({ kind: 'test', instanceArn, endpointArn })),
      notes: due.reduce((noted, { test }) => noteTest(noted, keyOf(test), at), notes),
      because: `connections are tested: ${due.length}`,
    };
  }
  const left = states.filter(({ state }) => state !== 'successful');
  return left.length === 0 ? undefined : { kind: 'wait', because: `connections are being tested: ${left.length}` };
}

interface State {
  readonly state: 'untested' | 'testing' | 'successful' | 'failed';
  readonly failure: string;
  readonly tries?: Tries;
}

function stateOf(test: WantedTest, connections: readonly SeenConnection[], { tests }: Notes, anew: boolean, at: number): State {
  const tries = tests[keyOf(test)];
  const seen = connections.find(({ instanceArn, endpointArn }) => instanceArn === test.instanceArn && endpointArn === test.endpointArn);
  const failure = seen?.failure ?? 'DMS does not say why';
  if (seen?.status === 'testing') return { state: 'testing', failure, tries };
  if (tries === undefined) return { state: !anew && seen?.status === 'successful' ? 'successful' : 'untested', failure };
  if (at - tries.at < SHOWS_MILLISECONDS) return { state: 'testing', failure, tries }; // what is shown may still be what was there before
  return { state: seen?.status === 'successful' || seen?.status === 'failed' ? seen.status : 'untested', failure, tries };
}

/** What the tests of a connection are kept by. */
export function keyOf({ instanceArn, endpointArn }: WantedTest): string {
  return `${instanceArn} ${endpointArn}`;
}

function unique<T extends WantedTest>(tests: readonly T[]): T[] {
  return [...new Map(tests.map((test) => [keyOf(test), test])).values()];
}
