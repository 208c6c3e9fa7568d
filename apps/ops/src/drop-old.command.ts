import { checkDroppable, dropOldVersions, oldVersions, type OldVersion } from '@tracker/projections';
import { readModels } from '../../features';
import type { CommandSetting, CommonOptions } from './command-setting';
import { UsageError } from './exit-codes';
import { textTable } from './text-table';

interface DropOldOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

type VersionId = Pick<OldVersion, 'name' | 'version'>;

/** `drop-old`: versions of read models that this release does not serve. */
export function dropOldCommand({ command, run }: CommandSetting): void {
  command({
    name: 'drop-old',
    summary: 'Lists the versions of read models that this release does not serve, and drops those that are named.',
    details: ' Going back to a release that serves one then takes a rebuild; make sure that none such runs.',
    examples: ['drop-old', 'drop-old attacks@1 meetings@1 --dry-run', 'drop-old attacks@1 meetings@1'],
    json: '{"old": [{name, version, serves, schemas, bytes, position, dropped}]}; serves: the version that this release has instead, or null; position: the highest at which it stands.',
  })
    .argument('[view@version...]', 'which ones to drop; all of them, or none if one cannot be')
    .option('--dry-run', 'tell what would be dropped, and drop nothing')
    .action((names: readonly string[], options: DropOldOptions) =>
      run(options, () => {
        const asked = names.map(versionNamed);
        const isDryRun = options.dryRun ?? false;
        return async ({ database: { projections } }) => {
          const old = await oldVersions(projections, readModels);
          checkDroppable(old, readModels, asked);
          if (asked.length > 0 && !isDryRun) await dropOldVersions(projections, asked);
          const named = new Set(asked.map(nameOf));
          const listed = old.map((version) => ({ ...version, dropped: !isDryRun && named.has(nameOf(version)) }));
          return { document: { old: listed }, lines: linesOf(old, named, isDryRun) };
        };
      }),
    );
}

function versionNamed(text: string): VersionId {
  const [, name, version] = /^([a-z][a-z0-9_]*)@(\d{1,6})$/.exec(text) ?? [];
  if (name === undefined)
    throw new UsageError(`Found ${JSON.stringify(text)}, expected a view and its version, such as attacks@1.`);
  return { name, version: Number(version) };
}

function nameOf({ name, version }: VersionId): string {
  return `${name}@${version}`;
}

function linesOf(old: readonly OldVersion[], named: ReadonlySet<string>, isDryRun: boolean): readonly string[] {
  if (old.length === 0) return ['There is no version of a read model that this release does not serve.'];
  const done = isDryRun ? 'would be dropped' : 'dropped';
  const rows = old.map((version) => [
    nameOf(version),
    servedInstead(version),
    version.schemas.join(', '),
    sized(version.bytes),
    named.has(nameOf(version)) ? done : 'kept',
  ]);
  return textTable([['VERSION', 'SERVED NOW', 'SCHEMA', 'SIZE', ''], ...rows], [3]);
}

/** A newer one is of a release to come, or of one that was gone back from. */
function servedInstead({ version, serves }: OldVersion): string {
  if (serves === null) return 'none';
  return serves < version ? `${serves}, older` : String(serves);
}

function sized(bytes: number): string {
  const mib = bytes / 1024 / 1024;
  return mib < 1_024 ? `${mib.toFixed(1)} MiB` : `${(mib / 1_024).toFixed(1)} GiB`;
}
