import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Where the one that started the process reads it. */
const REPORT_FD = 3;

// Loaded before a program whose memory is measured: says at its end, in MiB, the most that it ever had.
if (isMainThread) process.once('exit', () => writeSync(REPORT_FD, String(process.resourceUsage().maxRSS / 1_024)));
