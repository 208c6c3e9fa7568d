import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { InvalidParameterError, NulCharacterError, UnknownParameterError } from './reading.errors';

type Question = new () => object;

/**
 * The one check of query parameters, installed globally: every parameter is one that the route's class declares, and of the form
 * it declares. It changes nothing; routes get the parameters as they were sent.
 */
export function questionPipe(): ValidationPipe {
  return new QuestionPipe({ exceptionFactory: refusal });
}

class QuestionPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'param') refuseNul(`Path parameter ${metadata.data}`, value);
    if (metadata.type !== 'query' || !isClass(metadata.metatype)) return value;
    for (const [name, given] of Object.entries(value ?? {})) refuseNul(`Query parameter ${name}`, given);
    // Before the validation, which overlooks names such as `constructor`.
    refuseUnknown(value, metadata.metatype);
    await super.transform(value, metadata);
    return value;
  }
}

/** PostgreSQL has no text with NUL in it, so nothing there can be of that name. */
function refuseNul(where: string, value: unknown): void {
  if (String(value).includes('\0')) throw new NulCharacterError(where);
}

function refuseUnknown(value: unknown, question: Question): void {
  const known = parametersOf(question);
  const unknown = Object.keys(value ?? {}).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UnknownParameterError(unknown, known);
}

/** The first fault, as the problem it is. */
function refusal(errors: readonly ValidationError[]): InvalidParameterError {
  const { property, value, constraints = {} } = errors[0]!;
  const expected = Object.values(constraints).map((message) => withoutName(message, property));
  return new InvalidParameterError(property, value, expected.join(' and '));
}

/** class-validator says `limit must be a string`; the problem has the name already. */
function withoutName(message: string, property: string): string {
  const [, rest] = message.split(`${property} must `);
  return rest === undefined ? message : rest.replace(/^be /, '').replace(/^match /, 'text that matches ');
}

function parametersOf(question: Question): readonly string[] {
  const marks = getMetadataStorage().getTargetValidationMetadatas(question, '', false, false);
  return [...new Set(marks.map(({ propertyName }) => propertyName))].sort();
}

function isClass(metatype: ArgumentMetadata['metatype']): metatype is Question {
  return metatype !== undefined && ![Object, String, Number, Boolean, Array].includes(metatype as never);
}
