import js from '@eslint/js'
import boundaries from 'eslint-plugin-boundaries'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// The import table of ARCHITECTURE.md. `allow` names what code of a kind may import besides itself.
const layers = [
  { from: 'contract', allow: [] },
  { from: 'domain', allow: ['contract'] },
  { from: 'feature', allow: ['contract', 'domain'] },
  { from: 'sample', allow: ['contract', 'domain'] },
  // Commands without window and account: they drive the features' engines.
  { from: 'headless', allow: ['contract', 'domain', 'feature'] },
  { from: 'ipc', allow: ['contract', 'domain'] },
  { from: 'desktop', allow: ['contract', 'domain', 'ipc'] },
  // Adapters also see the port types of the features whose edges they implement.
  { from: 'platform', allow: ['contract', 'domain', 'feature'] },
  { from: 'renderer-bridge', allow: ['contract'] },
  { from: 'renderer-ui', allow: [] },
  { from: 'renderer-feature', allow: ['contract', 'domain', 'renderer-bridge', 'renderer-ui'] },
  {
    from: 'renderer-shell',
    allow: ['contract', 'domain', 'renderer-bridge', 'renderer-ui', 'renderer-feature', 'renderer-shell'],
  },
]

/** Modules that reach the outside world: only adapters, shells and the sample server may use them. */
const worldModules = [
  'fs',
  'fs/promises',
  'http',
  'https',
  'net',
  'tls',
  'dns',
  'child_process',
  'worker_threads',
  'os',
  'sqlite',
  'cluster',
  'dgram',
].flatMap(name => [name, `node:${name}`])
const forbid = (names, message, allowTypeImports = true) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    { paths: names.map(name => ({ name, message, allowTypeImports })) },
  ],
})

export default tseslint.config(
  { ignores: ['dist', 'dist-packages', 'node_modules', 'test-results', 'playwright-report', '.venv'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js'] }, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }],
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['app/**/*.ts', 'renderer/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'import/resolver': {
        typescript: { noWarnOnMultipleProjects: true, project: ['app/tsconfig.json', 'renderer/tsconfig.json'] },
      },
      'boundaries/elements': [
        { type: 'contract', pattern: 'app/contract' },
        { type: 'domain', pattern: 'app/domain' },
        { type: 'sample', pattern: 'app/sample' },
        { type: 'ipc', pattern: 'app/ipc' },
        { type: 'desktop', pattern: 'app/desktop' },
        { type: 'platform', pattern: 'app/platform' },
        { type: 'headless', pattern: 'app/headless' },
        { type: 'feature', pattern: 'app/*', capture: ['feature'] },
        { type: 'renderer-bridge', pattern: 'renderer/bridge' },
        { type: 'renderer-ui', pattern: 'renderer/ui' },
        { type: 'renderer-feature', pattern: 'renderer/features/*', capture: ['feature'] },
        { type: 'renderer-shell', pattern: 'renderer/shell' },
      ],
      // Composition roots: they wire everything, and nothing imports them.
      'boundaries/files': [{ category: 'composition-root', pattern: ['app/*.ts', 'renderer/main.tsx'] }],
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkInternals: false,
          policies: [
            { allow: { to: { module: { origin: ['external', 'core'] } } } },
            {
              from: { file: { categories: 'composition-root' } },
              allow: { to: { element: { type: '*' } } },
            },
            // Parts of one composition root may stand in several files.
            {
              from: { file: { categories: 'composition-root' } },
              allow: { to: { file: { categories: 'composition-root' } } },
            },
            ...layers.map(({ from, allow }) => ({
              from: { element: { type: from } },
              allow: allow.map(type => ({ to: { element: { type } } })),
            })),
          ],
        },
      ],
    },
  },
  {
    files: ['app/contract/**'],
    rules: forbid([...worldModules, 'electron'], 'The contract is schemas only.', false),
  },
  {
    files: ['app/domain/**'],
    rules: {
      ...forbid(
        [...worldModules, 'electron', 'undici', 'ws'],
        'The domain is pure: effects come in through the caller.',
        false,
      ),
      'no-restricted-globals': ['error', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'process', 'Buffer'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time arrives as an argument.' },
        { object: 'Math', property: 'random', message: 'Randomness arrives as an argument.' },
      ],
    },
  },
  {
    files: ['app/{api,session,settings,tasks,outputs,transfers,ledger,notices,updates,headless}/**'],
    ignores: ['app/**/*-worker.ts'],
    rules: forbid(
      [...worldModules, 'electron'],
      'A feature reaches the world through its ports; adapters live in app/platform.',
    ),
  },
  {
    files: [
      'app/{platform,sample}/**',
      'app/{serve,core,core-*,extract-worker,fetch,ls,headless-*}.ts',
      'app/ipc/!(electron).ts',
    ],
    rules: forbid(
      ['electron'],
      'Electron is imported only by main.ts, preload.ts, app/desktop and app/ipc/electron.ts.',
      false,
    ),
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      ...forbid([...worldModules, 'electron'], 'The renderer is sandboxed: use the bridge.', false),
    },
  },
  {
    files: ['test/**', 'build/**', '*.config.{js,ts}'],
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off', // asymmetric matchers are typed any
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], ...tseslint.configs.disableTypeChecked },
)
