// What the library costs at synthesis, against raw L1 classes; and what the functions, notes and steps of deployments cost beside that. The
// CDK's built-in template validator is off on both sides; it takes seconds whatever is synthesized.
import { compare, report } from './measure.mjs';

export function synthesis(runs) {
  for (const tasks of [1, 10, 100, 400]) {
    const [library, l1, managed] = compare([['library.cjs', tasks, 'bare'], ['l1.cjs', tasks], ['library.cjs', tasks, 'managed']], runs);
    if (library.types !== l1.types) throw new Error(`the programs make different resources:\n${library.types}\n${l1.types}`);
    report(`synth.vs_l1.${tasks}`, library.milliseconds / l1.milliseconds);
    report(`synth.deployments.${tasks}`, managed.milliseconds / library.milliseconds);
    if (tasks === 400) report('rss.vs_l1.400', library.maxRssKiB / l1.maxRssKiB);
  }
  const [library, cdk] = compare([['import-library.cjs'], ['import-cdk.cjs']], runs);
  report('import.vs_cdk', library.milliseconds / cdk.milliseconds);
}
