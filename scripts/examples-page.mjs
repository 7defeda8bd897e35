// Writes examples/README.md, the table of the examples, from the comment that each of them begins with.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const INTRODUCTION = `# Examples

Each is an app of its own, \`npx cdk synth --app 'npx tsx examples/consolidation.ts'\`. All of them are synthesized and looked at by cdk-nag in the
tests, and by cfn-lint and Checkov in CI. \`node scripts/examples-page.mjs\` writes this page.

| example | what it shows |
|---|---|
`;

const rows = readdirSync('examples').filter((file) => file.endsWith('.ts')).sort().map((file) => {
  const [, comment] = /\/\*\*([\s\S]*?)\*\//.exec(readFileSync(`examples/${file}`, 'utf8')) ?? [];
  if (comment === undefined) throw new Error(`examples/${file} has no comment that says what it shows`);
  return `| [${file.replace(/\.ts$/, '')}](${file}) | ${comment.replace(/^\s*\* ?/gm, ' ').replace(/\s+/g, ' ').trim()} |\n`;
});
const page = INTRODUCTION + rows.join('');
if (process.argv.includes('--print')) process.stdout.write(page);
else writeFileSync('examples/README.md', page);
