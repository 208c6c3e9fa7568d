'use strict';

const { existsSync, readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');

/** Packages that are ES modules: Jest loads CommonJS, so these are translated on the way in. */
function esModulePackages(folder = path.join(__dirname, 'node_modules')) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) =>
      name.startsWith('@') ? readdirSync(path.join(folder, name)).map((own) => `${name}/${own}`) : [name],
    );
  return names.flatMap((name) => {
    const description = path.join(folder, name, 'package.json');
    const nested = esModulePackages(path.join(folder, name, 'node_modules'));
    const isModule = existsSync(description) && JSON.parse(readFileSync(description, 'utf8')).type === 'module';
    return isModule ? [name, ...nested] : nested;
  });
}

const asPattern = (name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('/', '[\\\\/]');
const translated = [...new Set(esModulePackages())].map(asPattern).join('|');
// The innermost node_modules decides: only what comes after the last one names the package.
const otherPackages = `[\\\\/]node_modules[\\\\/](?!(?:${translated})[\\\\/])(?!.*[\\\\/]node_modules[\\\\/])`;

const target = 'es2022';
const aliases = { '@tracker/*': ['./libs/*/src/index.ts'], '@migrations': ['./migrations/index.ts'] };

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['apps', 'libs', 'migrations', 'test'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.spec.ts'],
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: {
    '^@tracker/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@migrations$': '<rootDir>/migrations/index.ts',
  },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
          // moduleNameMapper is not asked for what globalSetup imports.
          baseUrl: __dirname,
          paths: aliases,
        },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
    '\\.m?js$': [
      '@swc/jest',
      { jsc: { target }, isModule: 'unknown', module: { type: 'commonjs' }, sourceMaps: false },
    ],
  },
  transformIgnorePatterns: [otherPackages],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/setup/global-setup.cjs',
  globalTeardown: '<rootDir>/test/setup/global-teardown.cjs',
  reporters: ['default', '<rootDir>/test/setup/summary-reporter.cjs'],
  maxWorkers: 2,
  testTimeout: 30_000,
};
