import { run } from './support';

interface Text {
  readonly text: string;
}

interface Sarif {
  readonly version: string;
  readonly $schema: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly SarifRule[] } };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: Text; readonly associatedRule: { readonly id: string } }[];
    }[];
    readonly results: readonly SarifResult[];
  }[];
}

interface SarifRule {
  readonly id: string;
  readonly shortDescription: Text;
  readonly defaultConfiguration: { readonly level: string };
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: Text;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly suppressions?: readonly { readonly kind: string }[];
}

async function sarif(...argv: readonly string[]): Promise<Sarif> {
  return JSON.parse((await run([...argv, '--format', 'sarif'])).out) as Sarif;
}

describe('JSON', () => {
  test('has all that was found', async () => {
    const { out } = await run(['profile.json', '--format', 'json', '--ignore', 'secondary-indexes']);
    const document = JSON.parse(out) as Record<string, unknown>;
    expect(document).toMatchObject({
      version: 1,
      by: expect.stringMatching(/^dms-migrations \d/),
      profile: { file: 'profile.json', auditedAt: '2026-11-25T10:00:00Z', engine: 'postgresql', version: '16.4', name: 'shop', hosting: 'self-managed' },
      migration: { fullLoad: true, cdc: true },
      summary: { errors: 2, warnings: 1, notes: 0, ignored: 1 },
      ignored: [{ code: 'secondary-indexes' }],
    });
    interface Lists { findings: { evidence: unknown[] }[]; unjudged: unknown[]; passed: unknown[]; summary: object }
    const { findings, unjudged, passed, summary } = document as unknown as Lists;
    expect(findings[0].evidence).toHaveLength(12);
    expect(summary).toMatchObject({ unjudged: unjudged.length, passed: passed.length });
  });
});

describe('SARIF', () => {
  test('has the members that version 2.1.0 requires', async () => {
    const document = await sarif('profile.json');
    expect(document.version).toBe('2.1.0');
    expect(document.$schema).toContain('sarif-2.1.0');
    expect(document.runs).toHaveLength(1);
    const [{ tool, invocations, results }] = document.runs;
    expect(tool.driver.name).toBe('dms-migrations');
    expect(invocations).toMatchObject([{ executionSuccessful: true }]);
    for (const { message } of invocations[0].toolExecutionNotifications) expect(message.text).toMatch(/^Could not be judged: the profile has no /);
    for (const { id, shortDescription, defaultConfiguration } of tool.driver.rules) {
      expect(id).toMatch(/^[a-z0-9-]+$/);
      expect(shortDescription.text).toMatch(/\.$/);
      expect(['error', 'warning', 'note']).toContain(defaultConfiguration.level);
    }
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message.text).not.toBe('');
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe('profile.json');
      expect(locations[0].logicalLocations.length).toBeGreaterThan(0);
    }
    const codes = ['postgresql-no-replica-identity', 'postgresql-wal-level', 'triggers-act-twice', 'secondary-indexes'];
    expect(results.map(({ ruleId }) => ruleId)).toEqual(codes);
  });

  test('what is ignored is suppressed, and what could not be judged is told as a rule', async () => {
    const { runs: [{ results, tool, invocations }] } = await sarif('profile.json', '--ignore', 'triggers-act-twice');
    const suppressed = results.filter(({ suppressions }) => suppressions !== undefined);
    expect(suppressed).toMatchObject([{ ruleId: 'triggers-act-twice', suppressions: [{ kind: 'external' }] }]);
    const ids = new Set(tool.driver.rules.map(({ id }) => id));
    expect(invocations[0].toolExecutionNotifications.filter(({ associatedRule }) => !ids.has(associatedRule.id))).toEqual([]);
  });

  test('a path is a URI', async () => {
    const { runs: [{ results: [{ locations }] }] } = await sarif('dir/of mine/profile.json');
    expect(locations[0].physicalLocation.artifactLocation.uri).toBe('dir/of%20mine/profile.json');
  });
});

describe('JUnit', () => {
  const counts = (text: string): Record<string, number> =>
    Object.fromEntries([...(/<testsuite [^>]*>/.exec(text)?.[0] ?? '').matchAll(/(tests|failures|errors|skipped)="(\d+)"/g)].map(([, name, count]) => [name, Number(count)]));

  test('each rule is a test case: failures, what is ignored or unjudged as skipped, and the rest', async () => {
    const { out } = await run(['profile.json', '--format', 'junit', '--ignore', 'postgresql-wal-level']);
    expect(out).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /);
    expect(counts(out)).toEqual({
      tests: [...out.matchAll(/<testcase /g)].length,
      failures: 1,
      errors: 0,
      skipped: [...out.matchAll(/<skipped /g)].length,
    });
    expect([...out.matchAll(/<failure /g)]).toHaveLength(1);
    expect(out).toContain('<testcase classname="findings" name="postgresql-wal-level"><skipped message="ignored: ');
    expect(out).toContain('<testcase classname="findings" name="postgresql-version"/>');
  });

  test('fails for what --fail-on says', async () => {
    expect(counts((await run(['profile.json', '--format', 'junit', '--fail-on', 'note'])).out).failures).toBe(4);
    expect(counts((await run(['profile.json', '--format', 'junit', '--fail-on', 'never'])).out).failures).toBe(0);
  });

  test('is well-formed, whatever the names', async () => {
    const { out } = await run(['profile.json', '--format', 'junit']);
    const open: string[] = [];
    for (const [, closing, name, self] of out.replace(/^<\?.*\?>/, '').matchAll(/<(\/?)([a-z-]+)(?:\s+[a-z]+="[^"<]*")*\s*(\/?)>/g)) {
      if (closing === '/') expect(open.pop()).toBe(name);
      else if (self !== '/') open.push(name);
    }
    expect(open).toEqual([]);
    expect(out.replace(/<(\/?)([a-z-]+)(?:\s+[a-z]+="[^"<]*")*\s*(\/?)>/g, '').replace(/^<\?.*\?>/, '')).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
    expect(out).not.toMatch(/[^\P{Cc}\n\t]/u);
    expect(out).toContain('public.a\\u{1b}[31m|`&lt;b&gt;&amp;&quot;]');
  });
});

describe('Markdown', () => {
  test('has a table, and a section for each finding', async () => {
    const { out } = await run(['profile.json', '--format', 'markdown']);
    expect(out).toContain('| error | `postgresql-wal-level` | The write-ahead log has not what logical decoding needs | 1 |\n');
    expect([...out.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
      'Updates and deletes of tables are lost', 'The write-ahead log has not what logical decoding needs', 'Tables have triggers that would act twice',
      'Secondary indexes are not migrated', 'Could not be judged',
    ]);
    expect(out).toContain("```sql\nALTER SYSTEM SET wal_level = 'logical';\n```\n");
  });

  test('no name gets out of its code span', async () => {
    const { out } = await run(['profile.json', '--format', 'markdown']);
    expect(out).toContain('- `` public.a\\u{1b}[31m|`<b>&"] ``\n');
  });
});
