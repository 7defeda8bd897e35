import type { Decision, InstancePlan, TaskPlan } from './data';

/** What was decided for each instance and for single tables, whose arithmetic stands with them: by which rule, and where that is from. */
export function furtherDecisions(instances: readonly InstancePlan[], tasks: readonly TaskPlan[]): Decision[] {
  const tables = tasks.flatMap((task) => task.tables);
  const withLobs = tables.filter(({ lobs }) => lobs !== undefined).length;
  const split = tables.filter(({ parallelLoad }) => parallelLoad !== undefined).length;
  return [
    {
      about: 'classes and storage',
      choice: instances.map(({ id, fullLoad, cdc, storageGiB }) =>
        `${id}: ${[fullLoad, cdc].flatMap((phase) => phase?.instanceClass ?? []).join(', then ')}, ${storageGiB} GiB`).join('; '),
      inputs: ['the arithmetic at each instance'],
      rule: 'memory for rows in flight, LOBs, stream buffers and changes; vCPU for tables at once or tasks; storage for changes cached while tables load; or by hand',
      source: 'DMS User Guide, Choosing the right replication instance; how far memory may be filled and what a vCPU carries are choices of this library',
    },
    ...withLobs === 0 ? [] : [{
      about: 'LOBs',
      choice: `${withLobs} of ${tables.length} tables have some`,
      inputs: ['the sizes of each column, and what they are known from, at each table'],
      rule: 'limited where the largest is known and small, or there is no primary key; inline where longer ones are few or sizes are not known; full where most are longer; or by hand',
      source: 'DMS User Guide, Setting LOB support for source databases in an AWS DMS task',
    }],
    ...split === 0 ? [] : [{
      about: 'parallel load',
      choice: `${split} of ${tables.length} tables are split`,
      inputs: ['size, partitions and ranges of the primary key, at each table'],
      rule: 'by partitions, or else by ranges, where a table is larger than the share of one that loads at once, and engine and target can; or by hand',
      source: 'DMS User Guide, Table and collection settings rules and operations',
    }],
  ];
}
