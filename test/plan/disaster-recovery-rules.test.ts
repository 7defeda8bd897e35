import { checkDisasterRecovery } from '../../lib/plan/disaster-recovery-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const good = { path: 'Copy/Orders', cdc: true, stops: false };

testRules([
  {
    code: 'standbySingleZone',
    bad: () => checkDisasterRecovery({ multiAz: false, tasks: [good] }),
    message: "'replicationInstance.multiAz' is false in a stack for disaster recovery. When the Availability Zone of the instance is lost, which may be "
      + 'what happens to the source, nothing is replicated any more. Leave it out, or acknowledge that the copy may stand still for as long. [standbySingleZone]',
    unknown: () => checkDisasterRecovery({ multiAz: UNKNOWN, tasks: [good] }),
  },
  {
    code: 'standbyScaled',
    bad: () => checkDisasterRecovery({ phaseScaling: true, tasks: [good] }),
    message: "'phaseScaling' is on in a stack for disaster recovery. Each change of class stops the copy for some minutes, also that by a rebound, and "
      + 'a copy of this kind is loaded only once. Leave it out, and give the class by replicationInstance.instanceClass once the load is over. [standbyScaled]',
    unknown: () => checkDisasterRecovery({ phaseScaling: UNKNOWN, tasks: [good] }),
  },
  {
    code: 'standbyLoadsOnce',
    bad: () => checkDisasterRecovery({ tasks: [{ ...good, cdc: false }] }),
    message: "'tasks' has \"Copy/Orders\", which loads tables and captures no changes, in a stack for disaster recovery. What is written to the source "
      + 'after the load is lost with it. Choose MigrationType.FULL_LOAD_AND_CDC, or acknowledge this for tables that never change. [standbyLoadsOnce]',
    unknown: () => checkDisasterRecovery({ tasks: [good] }),
  },
  {
    code: 'standbyEnds',
    bad: () => checkDisasterRecovery({ tasks: [{ ...good, stops: true }] }),
    message: "'tasks' has \"Copy/Orders\", which stops by cdcStop, in a stack for disaster recovery. From then on what is written to the source is lost "
      + 'with it. Leave cdcStop out. [standbyEnds]',
    unknown: () => checkDisasterRecovery({ tasks: [good] }),
  },
]);

test('a copy that goes on for good has nothing to be told', () => {
  expect(checkDisasterRecovery({ tasks: [good] })).toEqual([]);
});
