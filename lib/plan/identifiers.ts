import { createHash } from 'node:crypto';
import { error, show, type Problem } from './problem';
import { isKnown } from './unknown';

/** Longest identifier of a replication instance [DMS API reference, CreateReplicationInstance]. */
export const MAX_INSTANCE_IDENTIFIER = 63;
/** Longest identifier of a replication task [DMS API reference, CreateReplicationTask]. */
export const MAX_TASK_IDENTIFIER = 255;
/** Longest resource identifier, the tail of an ARN [DMS API reference]. */
const MAX_RESOURCE_IDENTIFIER = 31;
/** Longest that this library makes an identifier, so that consoles and log lines stay readable [choice]. */
const MAX_GENERATED = 63;
const HASH_LENGTH = 8;

/** What an identifier is derived from. */
export interface IdentifierInput {
  /** Where the resource stands, outermost first: stack name, then construct ids. */
  readonly path: readonly string[];
  /**
   * The values whose change makes CloudFormation replace the resource.
   *
   * They take part in the hash, so that the replacement, which is made before the old resource goes, never meets its name.
   */
  readonly replacedWith?: unknown;
}

/**
 * A DMS identifier: lower case (DMS stores it so; anything else is drift), stable and unique in its account and Region.
 *
 * Starts with a letter; ASCII letters, digits and single hyphens; at most 63 characters [DMS API reference].
 */
export function makeIdentifier({ path, replacedWith }: IdentifierInput): string {
  const hash = createHash('sha256').update(JSON.stringify([path, replacedWith ?? null])).digest('hex').slice(0, HASH_LENGTH);
  const words = slug(path.filter((word) => word !== 'Resource' && word !== 'Default').join('-'));
  const room = MAX_GENERATED - HASH_LENGTH - 1;
  // The end of a path says what a resource is, its start where it stands: keep both.
  const readable = words.length <= room ? words : `${words.slice(0, 20)}-${words.slice(words.length - (room - 21))}`;
  const start = slug(readable);
  return `${/^[a-z]/.test(start) ? start : slug(`dms-${start}`).slice(0, room)}-${hash}`.replace(/--+/g, '-');
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
}

/** Checks an identifier that the user gives. */
export function checkIdentifier(where: string, identifier: unknown, maxLength: number): Problem[] {
  if (!isKnown(identifier)) return [];
  const text = String(identifier);
  const problems: Problem[] = [];
  if (text.length < 1 || text.length > maxLength) {
    problems.push(error({
      code: 'identifierLength',
      where,
      what: `must have 1 to ${maxLength} characters, got ${text.length}`,
      why: 'DMS refuses longer identifiers',
      mend: 'Shorten it, or leave it out and one is generated',
    }));
  }
  if (text !== '' && !/^[A-Za-z](-?[A-Za-z0-9])*$/.test(text)) {
    problems.push(error({
      code: 'identifierForm',
      where,
      what: `must begin with a letter and have only ASCII letters, digits and single hyphens between them, got ${show(text)}`,
      why: 'DMS refuses other identifiers',
      mend: 'Spell it so, or leave it out and one is generated',
    }));
  } else if (text !== text.toLowerCase()) {
    problems.push(error({
      code: 'identifierCase',
      where,
      what: `must be in lower case, got ${show(text)}`,
      why: 'DMS stores identifiers in lower case, so CloudFormation would report drift for ever and metrics would have another name',
      mend: `Write ${show(text.toLowerCase())}`,
    }));
  }
  return problems;
}

/** Checks the `resourceIdentifier` of an instance, endpoint or task: the tail of its ARN, which keeps its capitals [DMS API reference]. */
export function checkResourceIdentifier(resourceIdentifier: unknown): Problem[] {
  if (!isKnown(resourceIdentifier)) return [];
  if (/^[A-Za-z](-?[A-Za-z0-9])*$/.test(String(resourceIdentifier)) && String(resourceIdentifier).length <= MAX_RESOURCE_IDENTIFIER) return [];
  return [error({
    code: 'resourceIdentifierForm',
    where: 'resourceIdentifier',
    what: `must have at most ${MAX_RESOURCE_IDENTIFIER} ASCII letters, digits and single hyphens and begin with a letter, got ${show(resourceIdentifier)}`,
    why: 'DMS makes it the end of the ARN and refuses others',
    mend: 'Shorten it, or leave it out and DMS generates one',
  })];
}
