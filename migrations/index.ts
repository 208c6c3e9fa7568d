import { Roles1764000000001 } from './1-roles';
import { Log1764000000002 } from './2-log';
import { Checkpoints1764000000003 } from './3-checkpoints';
import { Builds1764000000004 } from './4-builds';

/** In order; only ever added to. */
export const migrations = [Roles1764000000001, Log1764000000002, Checkpoints1764000000003, Builds1764000000004];
