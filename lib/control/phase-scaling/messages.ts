import type { Blocker } from './blockers';
import type { Flip, FlipCause, Message, Phase } from './memory';
import type { Policy } from './policy';

/** What each kind of change is for. */
const REASONS: Readonly<Record<FlipCause, string>> = {
  boundary: 'All tables are loaded, and changes need less.',
  load: 'Tables are about to be loaded.',
  pressure: 'Alarms say that memory or latency is bad.',
  policy: 'The class was changed in the code.',
};

export function changing(flip: Flip, policy: Policy): Message {
  const { from, to, cause } = flip;
  return {
    code: 'classChanging',
    severity: 'info',
    subject: `DMS instance is being made ${to}`,
    text: `The class is being changed from ${from}. ${REASONS[cause]} `
      + `The tasks are stopped for it, and run again within ${minutes(policy.deadlineSeconds)} whatever happens.${saving(flip, policy, 'That will save')}`,
  };
}

export function changed(flip: Flip, policy: Policy, seconds: number): Message {
  const { from, to, cause } = flip;
  return {
    code: 'classChanged',
    severity: 'info',
    subject: `DMS instance is ${to} now`,
    text: `The class was changed from ${from} to ${to}. ${REASONS[cause]} The tasks stood still for ${minutes(seconds)} and are resumed.`
      + saving(flip, policy, 'That saves'),
  };
}

export function left({ to }: Flip, instanceClass: string): Message {
  return {
    code: 'classLeft',
    severity: 'warning',
    subject: `DMS instance is ${instanceClass}, as somebody has made it`,
    text: `It was to become ${to}. The class that somebody chose is left alone until tables are loaded again, or the classes are changed in the code. `
      + 'The tasks are resumed.',
  };
}

export function notChanged({ from, to }: Flip, reason: string, again: number, now: number): Message {
  return {
    code: 'classNotChanged',
    severity: 'warning',
    subject: `DMS instance could not be made ${to}`,
    text: `The class stays ${from}: ${reason}. The tasks are resumed as they were. It is tried again in ${minutes((again - now) / 1000)}.`,
  };
}

export function blocked(phase: Phase, to: string, { what, mend }: Blocker): Message {
  return {
    code: 'classBlocked',
    severity: 'warning',
    subject: phase === 'cdc' ? `DMS instance stays large` : `DMS instance stays small`,
    text: `The instance is not made ${to}: ${what}. ${mend}`,
  };
}

export function unstarted(identifier: string, to: string): Message {
  return {
    code: 'taskNotStarted',
    severity: 'warning',
    subject: `DMS task ${identifier} has not been started`,
    text: `All other tasks have loaded their tables. The instance is not made ${to} before this one has, too. Start it, or delete it.`,
  };
}

export function standsInLoad(identifier: string, status: string, to: string): Message {
  return {
    code: 'taskStandsInLoad',
    severity: 'warning',
    subject: `DMS task ${identifier} stands still in the middle of its load`,
    text: `It is ${status} and nobody but you may resume it. The instance is not made ${to} before its tables are loaded.`,
  };
}

export function connectionFailed(endpointArn: string, failure: string): Message {
  return {
    code: 'connectionFailed',
    severity: 'critical',
    subject: 'DMS cannot connect to an endpoint after the class was changed',
    text: `The connection test of ${endpointArn} failed: ${failure}. The tasks are resumed all the same, and start as soon as the connection works.`,
  };
}

export function late(status: string, seconds: number): Message {
  return {
    code: 'deadlinePassed',
    severity: 'critical',
    subject: 'DMS tasks stand still for too long',
    text: `They have stood still for ${minutes(seconds)}, and cannot be resumed while the instance is ${status}. They are as soon as DMS allows it. `
      + 'If the status stays, ask AWS Support; retention of the source\'s log must cover the pause.',
  };
}

export function notResumed(identifier: string, tries: number): Message {
  return {
    code: 'taskNotResumed',
    severity: 'critical',
    subject: `DMS task ${identifier} does not stay resumed`,
    text: `It was resumed ${tries} times and stands still again each time. Its log says why. It is tried again at growing intervals. `
      + 'If its setting StopTaskCachedChangesApplied stops it each time, set that to false.',
  };
}

export function hookFailed(identifier: string, state: string, held: boolean): Message {
  return {
    code: 'hookFailed',
    severity: held ? 'critical' : 'warning',
    subject: `Boundary hook of DMS task ${identifier} ${state === 'timedOut' ? 'took too long' : state}`,
    text: held
      ? 'The task stays stopped, as `onFailure` says. Do by hand what the hook was to do, then resume the task.'
      : 'The task is resumed all the same, as `onFailure` says.',
  };
}

export function noLargerClass(floor: string): Message {
  return {
    code: 'noLargerClass',
    severity: 'critical',
    subject: 'DMS instance is under pressure',
    text: `Alarms say that memory or latency is bad on ${floor}, the largest class that phase scaling may go back to. Look at the source first, then choose a larger class.`,
  };
}

export function raised(to: string): Message {
  return { code: 'readyForLoad', severity: 'info', subject: `DMS instance is ready for a load`, text: `It is ${to}, as was asked for. Tables can be loaded now.` };
}

/** What the class for CDC saves, as a sentence; nothing of any other class. */
function saving({ phase, to }: Flip, { saves, cdcClass }: Policy, words: string): string {
  return phase === 'cdc' && to === cdcClass && saves !== undefined ? ` ${words} ${Math.round(saves * 100)} % of the instance's price.` : '';
}

function minutes(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds / 60));
  return `${whole} ${whole === 1 ? 'minute' : 'minutes'}`;
}
