import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type * as assertions from 'aws-cdk-lib/assertions';

/**
 * With `DMS_TEMPLATES_DIR` set, every template that a test looks at is written there, for other linters to look at.
 *
 * Without it, and in tests of what is pure, this costs nothing.
 */
const directory = process.env.DMS_TEMPLATES_DIR;
const test = path.relative(path.join(__dirname, '..'), expect.getState().testPath ?? '');

if (directory !== undefined && /^(constructs|nag)/.test(test)) {
  const { Template } = jest.requireActual<typeof assertions>('aws-cdk-lib/assertions');
  const fromStack = Template.fromStack.bind(Template);
  Template.fromStack = (...parameters) => {
    const template = fromStack(...parameters);
    const text = JSON.stringify(template.toJSON(), undefined, 1);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, `${test.replace(/\.test\.ts$/, '').replace(/[^a-z]+/g, '-')}-${hash}.template.json`), text);
    return template;
  };
}
