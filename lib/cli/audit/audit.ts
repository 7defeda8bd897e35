import type { Profile } from '../../profile/profile';
import { changesBetween, withChanges } from './changes';
import { readerOf } from './reader';
import type { AuditScope, EngineAudit, Session } from './session';

export interface AuditRequest {
  readonly scope: AuditScope;
  /** Seconds from one look at the log to the other; 0 is none. */
  readonly changeSeconds: number;
  /** Name and version of what audits. */
  readonly by: string;
}

export interface AuditClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const MILLISECONDS = 1000;

/** Reads a database, and gives its profile. */
export async function audit(
  session: Session, engine: EngineAudit, { scope, changeSeconds, by }: AuditRequest, clock: AuditClock, progress: (text: string) => void,
): Promise<Profile> {
  const begun = clock.now();
  const notes: string[] = [];
  const reader = readerOf(session, notes, progress);
  const first = changeSeconds === 0 ? undefined : await engine.look(reader, scope);
  const looked = clock.now();
  const parts = await engine.read(reader, scope);
  if (first !== undefined) await wait(changeSeconds * MILLISECONDS - (clock.now() - looked), clock, progress);
  const second = first === undefined ? undefined : await engine.look(reader, scope);
  const changes = first && second && changesBetween(first, second);
  if (first !== undefined && changes === undefined) notes.push('How much the database changes is not known: its log could not be looked at twice.');
  const { oneSnapshot, database, settings, grants, objects, replication, transactions } = parts;
  return {
    version: 1,
    audit: {
      at: new Date(begun).toISOString(),
      by,
      seconds: Math.round((clock.now() - begun) / 100) / 10,
      oneSnapshot,
      lobSizes: scope.lobSizes,
      notes: [...new Set(notes)],
    },
    database,
    settings,
    grants,
    tables: first && second ? withChanges(parts.tables, first, second) : parts.tables,
    objects,
    ...changes !== undefined && { changes },
    ...replication !== undefined && { replication },
    ...transactions !== undefined && { transactions },
  };
}

async function wait(milliseconds: number, { sleep }: AuditClock, progress: (text: string) => void): Promise<void> {
  for (let left = milliseconds; left > 0; left -= MILLISECONDS) {
    progress(`the log, looked at again in ${Math.ceil(left / MILLISECONDS)} s`);
    await sleep(Math.min(left, MILLISECONDS));
  }
}
