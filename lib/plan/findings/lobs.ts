import type { AuditedEngine, ColumnFacts, LobFacts, Profile, TableFacts } from '../../profile/profile';
import { DEFAULT_LOB_MAX_KIB } from '../lob';
import type { FindingContext, LobMode } from './context';
import { columnName, isLoaded, lobColumns, lobModeOf } from './reading';
import { RELATIONAL, type Rule, type RuleText, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Setting LOB support for source databases in an AWS DMS task';
const KIB = 1024;
/** The largest limit that AWS recommends [same page]. */
const MOST_LIMITED_KIB = 102_400;
/** Above, a limit slows the load [same page]. */
const SLOW_LIMIT_KIB = 63;
/** The largest LOB that a Redshift target takes: a VARCHAR; and that a record of Kinesis takes [DMS User Guide, the pages of these targets]. */
const REDSHIFT_KIB = 64;
const KINESIS_KIB = 1024;
const REDSHIFT = ['redshift', 'redshift-serverless'];
const OPENSEARCH = ['elasticsearch', 'opensearch'];
/** Targets that carry LOBs in limited mode only [DMS User Guide, the pages of these targets]. */
const NO_FULL_LOB = ['babelfish', 'kafka', 'kinesis', 'redis', 's3', ...REDSHIFT];

/** Where DMS counts two bytes for each character [DMS User Guide, Using a PostgreSQL database: LOB source data types; for MySQL derived]. */
const WIDE: readonly AuditedEngine[] = ['postgresql', 'mysql', 'mariadb'];

function asMigrated(bytes: number, { content }: LobFacts, engine: AuditedEngine): number {
  const isText = content === 'character' || content === 'json' || content === 'xml';
  return isText && WIDE.includes(engine) ? 2 * bytes : bytes;
}

/** The largest value that was seen, as large as DMS takes it for, in KiB, rounded up. */
export function largestKiB({ lob }: ColumnFacts, engine: AuditedEngine): number | undefined {
  return lob?.maxBytes === undefined ? undefined : Math.ceil(asMigrated(lob.maxBytes, lob, engine) / KIB);
}

function p99KiB({ lob }: ColumnFacts, engine: AuditedEngine): number | undefined {
  return lob?.p99Bytes === undefined ? undefined : Math.ceil(asMigrated(lob.p99Bytes, lob, engine) / KIB);
}

function modeOf(table: TableFacts, context: FindingContext): LobMode {
  return lobModeOf(table, context) ?? { mode: 'limited', maxKiB: DEFAULT_LOB_MAX_KIB };
}

function limitOf({ mode, maxKiB = DEFAULT_LOB_MAX_KIB }: LobMode): number | undefined {
  return mode === 'limited' ? maxKiB : undefined;
}

interface LobRule extends RuleText {
  readonly when?: (context: FindingContext) => boolean;
  readonly where: (column: ColumnFacts, around: { readonly mode: LobMode; readonly database: Profile['database'] }) => boolean;
  readonly prop?: string;
  readonly propFor?: (largestKiB: number) => string | undefined;
}

function lobRule({ when, where, propFor, ...text }: LobRule): Rule {
  return {
    ...text,
    check: (profile, context): Verdict => {
      if (when !== undefined && !when(context)) return undefined;
      const found = profile.tables.filter(isLoaded).flatMap((table) => lobColumns(table)
        .filter((column) => where(column, { mode: modeOf(table, context), database: profile.database }))
        .map((column) => ({ name: columnName(table, column), largest: largestKiB(column, profile.database.engine) ?? 0 })));
      if (found.length === 0) return undefined;
      const prop = propFor?.(found.reduce((most, { largest }) => Math.max(most, largest), 0));
      return {
        items: found.map(({ name, largest }) => (largest === 0 ? name : `${name} (up to ${largest} KiB)`)),
        ...prop !== undefined && { prop },
      };
    },
  };
}

function isTarget(engines: readonly string[]): (context: FindingContext) => boolean {
  return ({ targetEngine }) => targetEngine !== undefined && engines.includes(targetEngine);
}

/** LOBs in the sense of DMS: what they are is the audit's to say. */
export const LOB_RULES: readonly Rule[] = [
  lobRule({
    code: 'lob-truncated',
    engines: RELATIONAL,
    severity: 'error',
    title: 'LOBs are larger than what is carried',
    where: (column, { mode, database }) => {
      const largest = largestKiB(column, database.engine);
      const limit = limitOf(mode);
      return largest !== undefined && limit !== undefined && largest > limit;
    },
    effect: "In limited LOB mode DMS cuts larger values off, and writes a warning to the task's log. Without a setting the limit is 32 KiB.",
    mend: 'Raise the limit above the largest value; or use inline LOB mode, which carries all sizes, where few values are large.',
    prop: 'lobHandling: LobHandling.limited(Size.kibibytes(64))',
    propFor: (largest) => (largest > MOST_LIMITED_KIB
      ? 'lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) })'
      : `lobHandling: LobHandling.limited(Size.kibibytes(${roundUp(largest)}))`),
    source: SOURCE,
    assessment: 'postgres-check-limited-lob-size',
  }),
  lobRule({
    code: 'lob-beyond-limited-mode',
    engines: RELATIONAL,
    severity: 'warning',
    title: 'LOBs are larger than limited mode is made for',
    where: (column, { mode: { mode }, database }) => mode === 'limited' && (largestKiB(column, database.engine) ?? 0) > MOST_LIMITED_KIB,
    effect: 'DMS sets memory aside for the limit, for each LOB column and row: AWS recommends 100 MiB at most.',
    mend: 'Use inline or full LOB mode for these tables, in a task of their own.',
    prop: 'lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) })',
    source: SOURCE,
  }),
  lobRule({
    code: 'lob-few-large-values',
    engines: RELATIONAL,
    severity: 'note',
    phase: 'full-load',
    title: 'Few LOBs are large',
    where: (column, { mode: { mode }, database }) => {
      const p99 = p99KiB(column, database.engine);
      const largest = largestKiB(column, database.engine);
      return mode === 'limited' && p99 !== undefined && largest !== undefined && p99 <= SLOW_LIMIT_KIB && largest > SLOW_LIMIT_KIB;
    },
    effect: 'A limit that carries all of them is above 63 KiB, where DMS gets slow and takes memory for it, though 99 of 100 values are smaller.',
    mend: 'Use inline LOB mode with a size that most values stay below, where the target can take it.',
    prop: 'lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) })',
    source: SOURCE,
  }),
  lobRule({
    code: 'lob-size-unknown',
    engines: RELATIONAL,
    severity: 'warning',
    title: 'Nobody knows how large LOBs are',
    where: ({ lob }, { mode: { mode } }) => mode === 'limited' && lob?.maxBytes === undefined,
    effect: 'In limited LOB mode DMS cuts off what is larger than the limit, and whether anything is cannot be said.',
    mend: 'Audit again with --lob-sizes scan, or sample; or use inline LOB mode, which carries all sizes.',
    prop: 'lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) })',
    source: SOURCE,
  }),
  lobRule({
    code: 'lob-not-migrated',
    engines: RELATIONAL,
    severity: 'error',
    title: 'LOB columns are left out',
    where: (_column, { mode: { mode } }) => mode === 'none',
    effect: 'Without LOB support DMS does not migrate these columns (MySQL: those of MEDIUM and LONG types).',
    mend: 'Use another LOB mode, or acknowledge that they are not wanted.',
    prop: 'lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) })',
    source: 'DMS User Guide, Target metadata task settings',
  }),
  {
    code: 'lob-not-nullable-in-target',
    engines: RELATIONAL,
    severity: 'warning',
    title: 'LOB columns are NOT NULL',
    effect: 'In full and inline LOB mode DMS inserts a row with its LOBs empty and fills them in later: a NOT NULL column in the target refuses it.',
    mend: 'Have the columns nullable in the target until the cutover.',
    source: 'DMS User Guide, Best practices; Assessments for all endpoint types',
    assessment: 'full-lob-not-nullable-at-target',
    check: ({ tables }, context): Verdict => {
      const found = tables.filter((table) => isLoaded(table) && ['full', 'inline'].includes(modeOf(table, context).mode))
        .flatMap((table) => lobColumns(table).filter(({ nullable }) => !nullable).map((column) => columnName(table, column)));
      return found.length === 0 ? undefined : { items: found };
    },
  },
  lobRule({
    code: 'lob-batch-apply',
    engines: RELATIONAL,
    severity: 'error',
    phase: 'cdc',
    title: 'LOBs in full mode are applied in batches',
    when: ({ batchApply = false }) => batchApply,
    where: (_column, { mode: { mode } }) => mode === 'full' || mode === 'inline',
    effect: 'DMS applies LOBs in batches in limited LOB mode only.',
    mend: 'Use limited LOB mode, or apply by transaction.',
    prop: 'taskSettings: TaskSettings.of({ targetMetadata: { batchApplyEnabled: false } })',
    source: 'DMS User Guide, Target metadata task settings',
    assessment: 'postgres-batch-apply-lob-mode',
  }),
  lobRule({
    code: 'lob-full-mode-target',
    engines: RELATIONAL,
    severity: 'error',
    title: 'The target takes LOBs in limited mode only',
    when: isTarget(NO_FULL_LOB),
    where: (_column, { mode: { mode } }) => mode === 'full' || mode === 'inline',
    effect: 'DMS has no full LOB mode for this target, and so no inline mode either.',
    mend: 'Use limited LOB mode, with a limit above the largest value.',
    prop: 'lobHandling: LobHandling.limited(Size.kibibytes(64))',
    source: 'DMS User Guide, the page of the target',
  }),
  lobRule({
    code: 'lob-redshift',
    engines: RELATIONAL,
    severity: 'error',
    title: 'LOBs are too large for Redshift',
    when: isTarget(REDSHIFT),
    where: (column, { database }) => (largestKiB(column, database.engine) ?? 0) > REDSHIFT_KIB,
    effect: 'Redshift has LOBs as VARCHAR of 64 KB at most: larger values are cut.',
    mend: 'Exclude the columns, or migrate them to S3 by a task of their own.',
    source: 'DMS User Guide, Using an Amazon Redshift database as a target',
  }),
  lobRule({
    code: 'lob-kinesis',
    engines: RELATIONAL,
    severity: 'error',
    title: 'LOBs are too large for Kinesis',
    when: isTarget(['kinesis']),
    where: (column, { database }) => (largestKiB(column, database.engine) ?? 0) > KINESIS_KIB,
    effect: 'A record of Kinesis takes 1 MB.',
    mend: 'Exclude the columns, or migrate them to S3 by a task of their own.',
    source: 'DMS User Guide, Using Amazon Kinesis Data Streams as a target',
  }),
  lobRule({
    code: 'lob-no-lobs-in-target',
    engines: RELATIONAL,
    severity: 'error',
    title: 'The target takes no LOBs',
    when: isTarget([...OPENSEARCH, 'neptune']),
    where: () => true,
    effect: 'DMS does not migrate LOB columns to this target.',
    mend: 'Exclude the columns, or have short ones as VARCHAR.',
    source: 'DMS User Guide, the page of the target',
  }),
  lobRule({
    code: 'lob-binary-dynamodb',
    engines: RELATIONAL,
    severity: 'error',
    title: 'DynamoDB takes no binary LOBs',
    when: isTarget(['dynamodb']),
    where: ({ lob }) => lob?.content === 'binary' || lob?.content === 'spatial',
    effect: 'DMS migrates CLOBs to DynamoDB, as strings, and no other LOBs.',
    mend: 'Exclude the columns, or encode them as text.',
    source: 'DMS User Guide, Using an Amazon DynamoDB database as a target',
  }),
  lobRule({
    code: 'lob-json',
    engines: ['postgresql', 'mysql', 'mariadb'],
    severity: 'note',
    title: 'JSON goes the way of LOBs',
    where: ({ lob }) => lob?.content === 'json',
    effect: 'DMS carries JSON as a LOB: it is subject to the limit, and needs a key. A value that is cut is no JSON any more.',
    mend: 'Choose the LOB mode by the size of the documents, too.',
    source: 'DMS User Guide, Best practices',
  }),
];

/** To the next power of two, so that some growth fits in. */
function roundUp(kib: number): number {
  return Math.min(MOST_LIMITED_KIB, 2 ** Math.ceil(Math.log2(kib)));
}
