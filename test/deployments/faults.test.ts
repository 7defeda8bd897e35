import { OTHERWISE, playFaults } from '../../bench/deployments/faults';

test.each([['as it seems to be', {}], ['otherwise where that is not known', OTHERWISE]])(
  'whichever call to DMS fails, and with whatever, tasks end as they have to, CloudFormation being %s', async (_, behaviour) => {
    const fates = await playFaults(behaviour);
    expect(fates.filter(({ survived }) => !survived)).toEqual([]);
    expect(fates.length).toBeGreaterThan(250);
    for (const end of ['CREATE_COMPLETE', 'ROLLBACK_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']) {
      expect(fates.map(({ status }) => status)).toContain(end);
    }
  }, 120_000,
);
