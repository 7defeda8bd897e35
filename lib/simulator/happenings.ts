import { assessmentStep } from './assessments';
import { connectionTested } from './connection-machine';
import { endpointDeleted } from './endpoints';
import {
  instanceCreated, instanceDeleted, maintenanceWindow, modificationBegins, modificationEnds, outOfMemory, rebooted,
} from './instance-machine';
import { endReplication, replicationDeprovisioned, replicationLoaded, replicationModified, replicationStep } from './replication-machine';
import type { HappeningKind } from './state';
import { beginStart, cachedApplied, loadEnded, reachedStopPosition, stopAtBoundary, taskStarted, taskStopped } from './task-machine';
import { taskMoved } from './task-runs';
import { goBack, taskCreated, taskDeleted, taskModified } from './tasks';
import type { World } from './world';

/** What each kind of happening does to its subject. */
export const HAPPENINGS: Readonly<Record<HappeningKind, (world: World, subject: string) => void>> = {
  'instance-created': instanceCreated,
  'instance-deleted': instanceDeleted,
  'modification-begins': modificationBegins,
  'modification-ends': modificationEnds,
  'maintenance-window': maintenanceWindow,
  rebooted,
  'out-of-memory': outOfMemory,
  'task-created': taskCreated,
  'task-started': taskStarted,
  'load-ended': loadEnded,
  'cached-applied': cachedApplied,
  'caught-up': stopAtBoundary,
  'task-stopped': taskStopped,
  'task-modified': taskModified,
  'task-assessed': (world, arn) => void goBack(world, arn),
  'assessment-step': assessmentStep,
  'task-moved': taskMoved,
  'task-deleted': taskDeleted,
  'stop-position': reachedStopPosition,
  'task-retries': (world, arn) => void beginStart(world, arn, 'resume'),
  'replication-step': replicationStep,
  'replication-loaded': replicationLoaded,
  'replication-stopped': (world, arn) => endReplication(world, arn, 'NORMAL'),
  'replication-modified': replicationModified,
  'replication-deprovisioned': replicationDeprovisioned,
  'replication-deleted': (world, arn) => world.removeReplication(arn),
  'connection-tested': connectionTested,
  'connection-deleted': (world, key) => void world.state.connections.delete(key),
  'endpoint-deleted': endpointDeleted,
};
