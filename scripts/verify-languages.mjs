// Generates the library for every language that it is published for, and runs an app in one of them: test/languages/app.py.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const work = mkdtempSync(path.join(tmpdir(), 'languages-'));
const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
const run = (command, ...args) => execFileSync(command, args, { stdio: 'inherit', env });

run('npx', 'jsii-pacmak', '--code-only', '--target', 'java', '--target', 'dotnet', '--target', 'go', '--outdir', path.join(work, 'code'));
run('npx', 'jsii-pacmak', '--target', 'python', '--outdir', path.join(work, 'dist'));

const wheels = path.join(work, 'dist/python');
const wheel = readdirSync(wheels).find((file) => file.endsWith('.whl'));
const python = path.join(work, 'venv/bin/python');
run('python3', '-m', 'venv', path.join(work, 'venv'));
run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `aws-cdk-lib==${devDependencies['aws-cdk-lib']}`, path.join(wheels, wheel));
env.JSII_NODE = process.execPath;
run(python, 'test/languages/app.py');
rmSync(work, { recursive: true });
