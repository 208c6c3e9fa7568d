// npm run ops -- <command>: one-shot commands.
import { bootstrap, runTypeScript } from './bootstrap.mjs';

await bootstrap();
runTypeScript('apps/ops/src/main.ts');
