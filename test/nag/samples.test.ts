import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { existingVpc } from '../../bin/samples/existing-vpc';
import { onPremisesPostgreSql } from '../../bin/samples/on-premises-postgresql';
import { acknowledged, findings, PACKS } from './packs';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
const SAMPLES: Record<string, (app: App) => unknown> = { 'on-premises-postgresql': onPremisesPostgreSql, 'existing-vpc': existingVpc };

describe.each(Object.entries(SAMPLES))('the sample %s', (_, define) => {
  const app = new App({ context });
  define(app);

  test.each(PACKS)('passes %s', (__, pack) => {
    expect(findings(pack, app)).toEqual([]);
  });
});

test('only resources that are none of this library\'s have findings acknowledged, and this library\'s functions', () => {
  const app = new App({ context });
  for (const define of Object.values(SAMPLES)) define(app);
  const own = acknowledged(app).filter((finding) => !finding.startsWith('OrdersDatabase/'));
  expect(own.filter((finding) => !/\/(PhaseScaling|Monitor|DmsDeployment)\//.test(finding))).toEqual([]);
});
