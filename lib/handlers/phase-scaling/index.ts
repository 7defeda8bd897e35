/**
 * The function of `PhaseScaling`: one run of the phase controller for each call.
 *
 * Calls come from CloudFormation (as a custom resource), from EventBridge (events of tasks and instance, alarms, executions of hooks, and the
 * schedule), and from operators. CloudFormation is answered by the controller itself, when the instance is as the deployment needs it: that
 * may be in a later run.
 */
import { reply } from '../common/reply';
import { makeHandler } from './handler';
import type { PhaseScalingEnvironment } from './request';
import { SdkDms } from './sdk-dms';
import { SdkStore } from './sdk-store';

function environment(name: keyof PhaseScalingEnvironment): string {
  return process.env[name] ?? '';
}

/** What is rarely needed is loaded when it is. */
export const handler = makeHandler({
  dms: new SdkDms(),
  store: new SdkStore(environment('TABLE_NAME')),
  setPace: async (ruleName, pace) => (await import('./sdk-others.js')).setPace(ruleName, pace),
  publish: async (message) => (await import('./sdk-others.js')).publish(environment('TOPIC_ARN'), environment('INSTANCE_IDENTIFIER'), message),
  hooksOf: (stateMachineArn) => {
    const hooks = import('./sdk-hooks.js').then(({ SdkHooks }) => new SdkHooks(stateMachineArn));
    return { start: async (name, input) => (await hooks).start(name, input), status: async (name) => (await hooks).status(name) };
  },
  alarmsIn: async (names) => (await import('./sdk-others.js')).alarmsIn(names),
  stackIsLeaving: async () => (await import('./sdk-others.js')).stackIsLeaving(environment('STACK_ID')),
  reply,
  clock: { now: () => Date.now(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
  log: (entry) => console.log(JSON.stringify(entry)),
}, environment('INSTANCE_IDENTIFIER'));
