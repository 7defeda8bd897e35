import type { Io } from '../../../lib/cli/io';
import { LiveView } from '../../../lib/cli/rehearse/live-view';
import { Style } from '../../../lib/cli/style';
import type { Progress, ProgressTask } from '../../../lib/rehearsal';

const START = Date.UTC(2026, 0, 5);

function task(name: string, change: Partial<ProgressTask> = {}): ProgressTask {
  return { name, status: 'running', stage: 'load', percent: 40, tables: { loaded: 1, loading: 1, queued: 1, errored: 0 }, latencySeconds: 0, ...change };
}

function progress(tasks: readonly ProgressTask[]): () => Progress {
  return () => ({ now: START, instances: [{ name: 'main', status: 'available', class: 'dms.r6i.large' }], tasks });
}

interface Seen {
  readonly view: LiveView;
  readonly output: () => string;
}

function watch(columns: number): Seen {
  let written = '';
  const io: Io = {
    out: (text) => (written += text),
    err: () => undefined,
    readFile: () => '',
    terminal: { colours: false, columns },
    interrupted: new Promise(() => undefined),
  };
  return { view: new LiveView(io, { style: new Style(false) }), output: () => written };
}

test('no line is longer than the terminal is wide, and none is broken', () => {
  const { view, output } = watch(24);
  view.tell({ at: START, kind: 'task', subject: 'a-task', text: 'failed:\n  no answer\nfrom a host that has a long name' });
  void view.show(progress([task('a-task-with-quite-a-long-name')]));
  expect(output().split('\n')).toEqual(['Rehearsal, 00:00:00', '  main  dms.r6i.large  a', '  a-task-with-quite-a-lo', '  a-task: failed: no ans', '']);
});

test('takes back as many lines as it has written', () => {
  const { view, output } = watch(0);
  void view.show(progress([task('one'), task('two', { stage: 'cdc', latencySeconds: 61 }), task('three', { status: 'stopped' })]));
  expect(output()).toBe([
    'Rehearsal, 00:00:00', '  main  dms.r6i.large  available', '  one    [########............]  40 %, 1 of 3 tables',
    '  two    captures changes, 1 min 1 s behind', '  three  stopped', '',
  ].join('\n'));
  view.end();
  expect(output().endsWith('stopped\n\u001b[5A\u001b[0J')).toBe(true);
});

test('shows a dozen of many tasks', () => {
  const { view, output } = watch(80);
  void view.show(progress(Array.from({ length: 400 }, (_, index) => task(`t${index}`))));
  expect(output().split('\n').slice(-3)).toEqual(['  t11   [########............]  40 %, 1 of 3 tables', '  and 388 tasks more', '']);
});
