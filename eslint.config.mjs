import eslint from '@eslint/js';
import stylistic from '@stylistic/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const style = {
  plugins: { '@stylistic': stylistic, 'import-x': importX },
  linterOptions: { noInlineConfig: true },
  rules: {
    '@stylistic/array-bracket-spacing': 'error',
    '@stylistic/arrow-parens': ['error', 'always'],
    '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
    '@stylistic/comma-dangle': ['error', 'always-multiline'],
    '@stylistic/comma-spacing': 'error',
    '@stylistic/eol-last': 'error',
    '@stylistic/indent': ['error', 2, { SwitchCase: 1, ignoredNodes: ['TemplateLiteral *', 'ConditionalExpression'] }],
    '@stylistic/key-spacing': 'error',
    '@stylistic/keyword-spacing': 'error',
    '@stylistic/max-len': ['error', { code: 150, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true }],
    '@stylistic/member-delimiter-style': 'error',
    '@stylistic/no-multi-spaces': 'error',
    '@stylistic/no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
    '@stylistic/no-trailing-spaces': 'error',
    '@stylistic/object-curly-spacing': ['error', 'always'],
    '@stylistic/quote-props': ['error', 'consistent-as-needed'],
    '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'always' }],
    '@stylistic/semi': 'error',
    '@stylistic/space-before-blocks': 'error',
    '@stylistic/space-infix-ops': 'error',
    '@stylistic/type-annotation-spacing': 'error',
    'curly': ['error', 'multi-line', 'consistent'],
    'eqeqeq': ['error', 'always', { null: 'ignore' }],
    'import-x/no-duplicates': 'error',
    'import-x/order': ['error', {
      'groups': ['builtin', 'external', ['parent', 'sibling', 'index']],
      'alphabetize': { order: 'asc', caseInsensitive: true },
      'newlines-between': 'never',
      'named': { import: true, types: 'types-last' },
    }],
    'no-var': 'error',
    'object-shorthand': 'error',
    'prefer-const': 'error',
  },
};

const typed = {
  files: ['**/*.ts'],
  extends: [tseslint.configs.recommendedTypeChecked],
  languageOptions: { parserOptions: { project: ['test/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true, allowHigherOrderFunctions: true }],
    '@typescript-eslint/member-ordering': ['error', {
      default: { memberTypes: ['public-static-field', 'public-static-method', 'private-static-field', 'private-static-method', 'field', 'constructor', 'method'] },
    }],
    // Rules look at whatever was passed, and say it as it is.
    '@typescript-eslint/no-base-to-string': 'off',
    '@typescript-eslint/no-shadow': 'error',
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    '@typescript-eslint/return-await': 'error',
  },
};

/** Matchers of jest are typed any, fakes are asynchronous without awaiting, and a test says what it returns in its title. */
const tests = {
  files: ['test/**/*.ts'],
  rules: {
    '@typescript-eslint/explicit-function-return-type': 'off',
    '@typescript-eslint/no-unsafe-assignment': 'off',
    '@typescript-eslint/require-await': 'off',
  },
};

const scripts = {
  files: ['**/*.mjs', '**/*.cjs'],
  languageOptions: { globals: { __dirname: 'readonly', console: 'readonly', module: 'readonly', process: 'readonly', require: 'readonly' } },
};

export default defineConfig(
  globalIgnores(['jest.config.js', 'dist/', 'dist-packages/', 'assets/', 'cdk.out/', 'coverage/', '**/*.d.ts', '.ci/venv/', 'e2e/.venv/', 'e2e/out/']),
  eslint.configs.recommended,
  style,
  typed,
  tests,
  scripts,
);
