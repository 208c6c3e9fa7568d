// npm run docs: writes the event reference under docs/events from the declarations.
import { bootstrap, runTypeScript } from './bootstrap.mjs';

await bootstrap();
runTypeScript('test/docs/main.ts');
