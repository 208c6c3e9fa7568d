// npm run bench: measures on a fresh temporary database.
import { bootstrap, runTypeScript } from './bootstrap.mjs';

await bootstrap();
runTypeScript('test/bench/main.ts');
