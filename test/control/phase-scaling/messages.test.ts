import * as messages from '../../../lib/control/phase-scaling/messages';
import { LARGE, POLICY, SMALL } from '../../support/phase-scaling/account';
import { flip, NOW } from '../../support/phase-scaling/observations';

const BLOCKER = { code: 'any', passes: false, what: 'task orders has failed', mend: 'Find the cause in its log, and resume or delete it.' };

test.each<[string, ReturnType<typeof messages.changed>, ReturnType<typeof messages.changed>]>([
  ['a downsize', messages.changed(flip(), POLICY, 540), {
    code: 'classChanged',
    severity: 'info',
    subject: 'DMS instance is dms.r6i.large now',
    text: 'The class was changed from dms.r6i.4xlarge to dms.r6i.large. All tables are loaded, and changes need less. '
      + "The tasks stood still for 9 minutes and are resumed. That saves 88 % of the instance's price.",
  }],
  ['a downsize between families, whose prices nobody knows', messages.changed(flip(), { ...POLICY, saves: undefined }, 20), {
    code: 'classChanged',
    severity: 'info',
    subject: 'DMS instance is dms.r6i.large now',
    text: 'The class was changed from dms.r6i.4xlarge to dms.r6i.large. All tables are loaded, and changes need less. '
      + 'The tasks stood still for 1 minute and are resumed.',
  }],
  ['the way up, which saves nothing', messages.changed(flip({ phase: 'full-load', from: SMALL, to: LARGE, cause: 'load' }), POLICY, 600), {
    code: 'classChanged',
    severity: 'info',
    subject: 'DMS instance is dms.r6i.4xlarge now',
    text: 'The class was changed from dms.r6i.large to dms.r6i.4xlarge. Tables are about to be loaded. The tasks stood still for 10 minutes and are resumed.',
  }],
  ['one size more, which saves less than was promised', messages.changed(flip({ from: SMALL, to: 'dms.r6i.xlarge', cause: 'pressure' }), POLICY, 600), {
    code: 'classChanged',
    severity: 'info',
    subject: 'DMS instance is dms.r6i.xlarge now',
    text: 'The class was changed from dms.r6i.large to dms.r6i.xlarge. Alarms say that memory or latency is bad. The tasks stood still for 10 minutes and are resumed.',
  }],
  ['another class in the code', messages.changed(flip({ from: 'dms.r6i.xlarge', cause: 'policy' }), POLICY, 600), {
    code: 'classChanged',
    severity: 'info',
    subject: 'DMS instance is dms.r6i.large now',
    text: 'The class was changed from dms.r6i.xlarge to dms.r6i.large. The class was changed in the code. '
      + "The tasks stood still for 10 minutes and are resumed. That saves 88 % of the instance's price.",
  }],
  ['a downsize that begins', messages.changing(flip(), POLICY), {
    code: 'classChanging',
    severity: 'info',
    subject: 'DMS instance is being made dms.r6i.large',
    text: 'The class is being changed from dms.r6i.4xlarge. All tables are loaded, and changes need less. '
      + "The tasks are stopped for it, and run again within 60 minutes whatever happens. That will save 88 % of the instance's price.",
  }],
  ['the way up, which begins', messages.changing(flip({ phase: 'full-load', from: SMALL, to: LARGE, cause: 'load' }), POLICY), {
    code: 'classChanging',
    severity: 'info',
    subject: 'DMS instance is being made dms.r6i.4xlarge',
    text: 'The class is being changed from dms.r6i.large. Tables are about to be loaded. '
      + 'The tasks are stopped for it, and run again within 60 minutes whatever happens.',
  }],
  ['a class that somebody chose meanwhile', messages.left(flip(), 'dms.r6i.xlarge'), {
    code: 'classLeft',
    severity: 'warning',
    subject: 'DMS instance is dms.r6i.xlarge, as somebody has made it',
    text: 'It was to become dms.r6i.large. The class that somebody chose is left alone until tables are loaded again, or the classes are changed in '
      + 'the code. The tasks are resumed.',
  }],
  ['a change that failed', messages.notChanged(flip(), 'orders did not stop in time', NOW + 900_000, NOW), {
    code: 'classNotChanged',
    severity: 'warning',
    subject: 'DMS instance could not be made dms.r6i.large',
    text: 'The class stays dms.r6i.4xlarge: orders did not stop in time. The tasks are resumed as they were. It is tried again in 15 minutes.',
  }],
  ['what keeps the instance large', messages.blocked('cdc', SMALL, BLOCKER), {
    code: 'classBlocked',
    severity: 'warning',
    subject: 'DMS instance stays large',
    text: 'The instance is not made dms.r6i.large: task orders has failed. Find the cause in its log, and resume or delete it.',
  }],
  ['what keeps the instance small', messages.blocked('full-load', LARGE, BLOCKER), {
    code: 'classBlocked',
    severity: 'warning',
    subject: 'DMS instance stays small',
    text: 'The instance is not made dms.r6i.4xlarge: task orders has failed. Find the cause in its log, and resume or delete it.',
  }],
  ['a task that nobody starts', messages.unstarted('orders', SMALL), {
    code: 'taskNotStarted',
    severity: 'warning',
    subject: 'DMS task orders has not been started',
    text: 'All other tasks have loaded their tables. The instance is not made dms.r6i.large before this one has, too. Start it, or delete it.',
  }],
  ['a task that nobody resumes', messages.standsInLoad('orders', 'stopped', SMALL), {
    code: 'taskStandsInLoad',
    severity: 'warning',
    subject: 'DMS task orders stands still in the middle of its load',
    text: 'It is stopped and nobody but you may resume it. The instance is not made dms.r6i.large before its tables are loaded.',
  }],
  ['a connection', messages.connectionFailed('arn:endpoint', 'Test Endpoint failed'), {
    code: 'connectionFailed',
    severity: 'critical',
    subject: 'DMS cannot connect to an endpoint after the class was changed',
    text: 'The connection test of arn:endpoint failed: Test Endpoint failed. The tasks are resumed all the same, and start as soon as the connection works.',
  }],
  ['the deadline', messages.late('modifying', 3_660), {
    code: 'deadlinePassed',
    severity: 'critical',
    subject: 'DMS tasks stand still for too long',
    text: 'They have stood still for 61 minutes, and cannot be resumed while the instance is modifying. They are as soon as DMS allows it. '
      + "If the status stays, ask AWS Support; retention of the source's log must cover the pause.",
  }],
  ['a task that does not stay resumed', messages.notResumed('orders', 3), {
    code: 'taskNotResumed',
    severity: 'critical',
    subject: 'DMS task orders does not stay resumed',
    text: 'It was resumed 3 times and stands still again each time. Its log says why. It is tried again at growing intervals. '
      + 'If its setting StopTaskCachedChangesApplied stops it each time, set that to false.',
  }],
  ['a hook after which the task is held', messages.hookFailed('orders', 'failed', true), {
    code: 'hookFailed',
    severity: 'critical',
    subject: 'Boundary hook of DMS task orders failed',
    text: 'The task stays stopped, as `onFailure` says. Do by hand what the hook was to do, then resume the task.',
  }],
  ['a hook after which the task goes on', messages.hookFailed('orders', 'timedOut', false), {
    code: 'hookFailed',
    severity: 'warning',
    subject: 'Boundary hook of DMS task orders took too long',
    text: 'The task is resumed all the same, as `onFailure` says.',
  }],
  ['pressure on the largest class', messages.noLargerClass(LARGE), {
    code: 'noLargerClass',
    severity: 'critical',
    subject: 'DMS instance is under pressure',
    text: 'Alarms say that memory or latency is bad on dms.r6i.4xlarge, the largest class that phase scaling may go back to. '
      + 'Look at the source first, then choose a larger class.',
  }],
  ['an instance that is ready', messages.raised(LARGE), {
    code: 'readyForLoad',
    severity: 'info',
    subject: 'DMS instance is ready for a load',
    text: 'It is dms.r6i.4xlarge, as was asked for. Tables can be loaded now.',
  }],
])('tells of %s', (_, message, whole) => {
  expect(message).toEqual(whole);
});
