// The one-way imports of the house. The table itself is rooms.json.
const { rooms, base, through, pure, engineNot, rendererNot } = require('./rooms.json');

const TESTS = '\\.test\\.tsx?$';
const PACKAGES = 'node_modules/';
const pathOf = (name) => {
  const found = rooms.find(({ room }) => room === name);
  if (found === undefined) throw new Error(`rooms.json: there is no room "${name}"`);
  return `^${found.path}`;
};
const allowed = (room) => room.may.flatMap((name) => (name === 'base' ? base : [name])).map(pathOf);
const packagePaths = (names) => names.map((name) => `node_modules/${name}(/|$)`);
const before = (index) => rooms.slice(0, index).map(({ path }) => `^${path}`);

const betweenRooms = rooms.map((room, index) => ({
  name: `room: ${room.room}`,
  comment: `${room.room} may use ${room.may.join(', ') || 'nothing of ours'} (rooms.json).`,
  severity: 'error',
  // A file belongs to the first room whose path fits.
  from: { path: `^${room.path}`, pathNot: [pure.path, ...before(index)] },
  // The pure rules of any feature may be read by every engine room.
  to: { path: '^src/', pathNot: [`^${room.path}`, ...allowed(room), ...(room.engine ? [`^${pure.path}`] : [])] },
}));

const packages = rooms
  .filter((room) => room.packages)
  .map((room) => ({
    name: `packages: ${room.room}`,
    comment: `${room.room} may use only ${room.packages.join(', ')}${room.node ? ' and Node' : ''}.`,
    severity: 'error',
    from: { path: `^${room.path}`, pathNot: TESTS },
    to: { path: PACKAGES, pathNot: packagePaths(room.packages) },
  }));

const noNode = rooms
  .filter((room) => !room.engine && !room.node)
  .map((room) => ({
    name: `no Node: ${room.room}`,
    comment: `${room.room} runs where there is no Node.`,
    severity: 'error',
    from: { path: `^${room.path}`, pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  }));

module.exports = {
  forbidden: [
    ...betweenRooms,
    ...packages,
    ...noNode,
    {
      name: 'every file has a room',
      comment: 'A folder of src that rooms.json does not name has no rules; give it a line there.',
      severity: 'error',
      from: { path: '^src/', pathNot: rooms.map(({ path }) => `^${path}`) },
      to: {},
    },
    {
      name: 'rules are pure',
      comment: 'rules/ import the contract and other rules/: facts in, findings out.',
      severity: 'error',
      from: { path: `^${pure.path}`, pathNot: TESTS },
      to: { path: '^src/', pathNot: ['^src/contract/', `^${pure.path}`] },
    },
    {
      name: 'rules use no Node and no other packages',
      comment: `rules/ may use only ${pure.packages.join(', ')}.`,
      severity: 'error',
      from: { path: `^${pure.path}`, pathNot: TESTS },
      to: { path: `${PACKAGES}|^(node:|fs|path|os|crypto)`, pathNot: packagePaths(pure.packages) },
    },
    {
      name: 'a feature is used through its index',
      comment: 'What others may use stands in index.ts; rules/ may be read directly, and tables.ts by who asks in SQL.',
      severity: 'error',
      // A pool worker loads what it runs and no more.
      from: { path: '^src/engine/([^/]+)/', pathNot: pathOf('pool') },
      to: {
        path: `^src/engine/(${through.join('|')})/`,
        pathNot: ['^src/engine/$1/', '/index\\.ts$', '/tables\\.ts$', `^${pure.path}`],
      },
    },
    {
      name: 'screens do not know each other',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'the engine knows no screen',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: packagePaths(engineNot) },
    },
    {
      name: 'the renderer knows no engine',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: TESTS },
      to: { path: packagePaths(rendererNot) },
    },
    {
      name: 'src stands alone',
      comment: 'Tests, scripts and resources are imported by nothing in src.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'nothing goes round',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'everything imported is there',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^out/', '^dist/', '^\\.cache/'] },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types', 'node'],
    },
  },
};
