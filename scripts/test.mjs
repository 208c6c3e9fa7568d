// npm test -- [path or Jest option]: installs what is missing, then runs the tests. The last line counts them.
import { bootstrap, requireHere } from './bootstrap.mjs';

await bootstrap();
process.env.NODE_ENV ??= 'test';
// Stands if the run does not even begin, say because the database did not start.
requireHere('./test/setup/closing-line.cjs').closeWith((code) => (code === 0 ? null : '0 passed, 1 failed, 0 skipped'));
await requireHere('jest').run(process.argv.slice(2));
