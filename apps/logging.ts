import { ConsoleLogger, Logger, type LoggerService, type LogLevel } from '@nestjs/common';

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** Logs from this level up, for people on a terminal and as one JSON object a line elsewhere; from now on all loggers go there. */
export function logFrom(least: LogLevel): LoggerService {
  const logger = new ServiceLogger({
    json: !process.stdout.isTTY,
    colors: process.stdout.isTTY,
    logLevels: LEVELS.slice(0, LEVELS.indexOf(least) + 1),
  });
  Logger.overrideLogger(logger);
  return logger;
}

/** Where Nest tells of every module and route that it sets up. */
const SET_UP = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** Without what is the same at every start, unless one is looking for it. */
class ServiceLogger extends ConsoleLogger {
  override log(message: unknown, ...context: unknown[]): void {
    if (SET_UP.has(String(context.at(-1)))) super.debug(message, ...context);
    else super.log(message, ...context);
  }
}
