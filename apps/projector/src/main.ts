import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { openDatabase } from '../../database';
import { followHere } from '../../following';
import { logFrom } from '../../logging';
import { runUntilStopped } from '../../process';
import { rebuildDatabase } from '../../rebuilding';
import { readProjectorConfig } from './projector.config';

/** Keeps the read models up with the logs of a shared database; as many of these as wanted share the conflicts. */
async function start(): Promise<() => Promise<void>> {
  const { databaseUrl, logLevel } = readProjectorConfig(process.env);
  logFrom(logLevel);
  const logger = new Logger('projector');
  const database = await openDatabase(
    { databaseUrl, dataDir: '' },
    {
      onMessage: (message) => logger.log(message),
      onIdleError: (error) => logger.warn(`A database connection broke while idle: ${error.message}`),
    },
  );
  const following = await followHere(rebuildDatabase(database), {
    onTrouble: (trouble) => logger.error(trouble),
    onMessage: (message) => logger.log(message),
  });
  logger.log(`Following the logs at ${database.source.address}.`);
  return async () => {
    await following.stop();
    await database.close();
  };
}

runUntilStopped(start);
