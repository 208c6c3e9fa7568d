import { setFlagsFromString } from 'node:v8';

/**
 * Pretenuring: where V8 has seen, mostly while a program starts, that what a line of code makes lives long, it puts all that this
 * line makes later into the old generation, and with it what that refers to. Rows of an export then stay until the next full
 * collection: streaming 1,000,000 events peaked at 365 MiB and 100,000 at 267, and without it at 272 and 268
 * (`npm run bench -- memory` measures it). Threads of the process go without it too. MUST be imported before everything else.
 */
setFlagsFromString('--no-allocation-site-pretenuring');
