import { readConfig, type ConfigOf } from '../../config';
import { databaseUrl, dataDir, logLevel } from '../../database.config';

const variables = {
  /** Path; ./data. */
  dataDir,
  /** URL; not set. */
  databaseUrl,
  /** Level; log. From debug on, an error that nobody foresaw is told with its stack. */
  logLevel,
};

export type OpsConfig = ConfigOf<typeof variables>;

/** Every variable the operating commands read. */
export const configVariables = Object.values(variables);

/** Throws ConfigurationError. */
export function readOpsConfig(environment: NodeJS.ProcessEnv): OpsConfig {
  return readConfig(variables, environment);
}
