// npm start: installs what is missing, then serves.
import { bootstrap, runTypeScript } from './bootstrap.mjs';

await bootstrap();
runTypeScript('apps/api/src/main.ts');
