import { show, warning, type Problem } from './problem';

/** A task that keeps a copy up to date. */
export interface StandbyTask {
  readonly path: string;
  readonly cdc: boolean;
  readonly stops: boolean;
}

/** What is known of a stack that keeps a copy for when its source is lost. */
export interface DisasterRecoveryInput {
  readonly multiAz?: unknown;
  readonly phaseScaling?: unknown;
  readonly tasks: readonly StandbyTask[];
}

/** How far a copy for disaster recovery may be behind, in minutes [choice]. */
export const STANDBY_LAG_MINUTES = { warning: 1, critical: 5, sustained: 5 };

/** Checks that a copy for disaster recovery goes on without somebody looking after it. */
export function checkDisasterRecovery({ multiAz, phaseScaling, tasks }: DisasterRecoveryInput): Problem[] {
  return [
    ...(multiAz === false ? [singleZone()] : []),
    ...(phaseScaling === true ? [scaled()] : []),
    ...tasks.flatMap(({ path, cdc, stops }) => [...(cdc ? [] : [loadsOnce(path)]), ...(stops ? [ends(path)] : [])]),
  ];
}

function singleZone(): Problem {
  return warning({
    code: 'standbySingleZone',
    where: 'replicationInstance.multiAz',
    what: 'is false in a stack for disaster recovery',
    why: 'When the Availability Zone of the instance is lost, which may be what happens to the source, nothing is replicated any more',
    mend: 'Leave it out, or acknowledge that the copy may stand still for as long',
  });
}

function scaled(): Problem {
  return warning({
    code: 'standbyScaled',
    where: 'phaseScaling',
    what: 'is on in a stack for disaster recovery',
    why: 'Each change of class stops the copy for some minutes, also that by a rebound, and a copy of this kind is loaded only once',
    mend: 'Leave it out, and give the class by replicationInstance.instanceClass once the load is over',
  });
}

function loadsOnce(path: string): Problem {
  return warning({
    code: 'standbyLoadsOnce',
    where: 'tasks',
    what: `has ${show(path)}, which loads tables and captures no changes, in a stack for disaster recovery`,
    why: 'What is written to the source after the load is lost with it',
    mend: 'Choose MigrationType.FULL_LOAD_AND_CDC, or acknowledge this for tables that never change',
  });
}

function ends(path: string): Problem {
  return warning({
    code: 'standbyEnds',
    where: 'tasks',
    what: `has ${show(path)}, which stops by cdcStop, in a stack for disaster recovery`,
    why: 'From then on what is written to the source is lost with it',
    mend: 'Leave cdcStop out',
  });
}
