// npm run build: compiles the apps into dist/.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { bootstrap, requireHere } from './bootstrap.mjs';

await bootstrap();
rmSync('dist', { recursive: true, force: true });
for (const app of ['api', 'projector', 'ops']) {
  const { status } = spawnSync(process.execPath, [requireHere.resolve('@nestjs/cli/bin/nest.js'), 'build', app], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
