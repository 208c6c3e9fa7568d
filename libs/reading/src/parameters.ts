import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { isStreamId } from '@tracker/vocabulary';
import {
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  Validate,
  ValidatorConstraint,
  type ValidationArguments,
  type ValidatorConstraintInterface,
} from 'class-validator';

/** A query parameter that is a calendar day, YYYY-MM-DD. */
export function DayParameter(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, description, example: '2025-02-18' }),
    IsOptional(),
    Matches(/^(?!0000)\d{4}-\d{2}-\d{2}$/, { message: '$property must be a day, such as 2025-02-18' }),
    Validate(IsDayThatExists, { message: '$property must be a day that exists, such as 2025-02-18' }),
  );
}

/** A query parameter that is the id of a stream, of any kind or of one. */
export function StreamParameter(description: string, example: string, kind?: string): PropertyDecorator {
  const expected =
    kind === undefined
      ? `the id of a stream, such as ${example}`
      : `the id of a stream of kind ${kind}, such as ${example}`;
  return applyDecorators(
    ApiPropertyOptional({ type: String, description, example }),
    IsOptional(),
    Validate(IsStreamOfKind, [kind], { message: `$property must be ${expected}` }),
  );
}

/** A query parameter that lists words; see `listedWords`. */
export function WordsParameter(description: string, example: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ description, type: String, isArray: true, example: [example] }),
    IsOptional(),
    IsString({ each: true }),
    MaxLength(2_000, { each: true }),
  );
}

/** A query parameter that is one of a list of codes. */
export function CodeParameter(codes: readonly string[], description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, description, enum: [...codes] }),
    IsOptional(),
    IsIn([...codes], { message: `$property must be one of ${codes.join(', ')}` }),
  );
}

/** A query parameter that is text to be found in other text, such as a part of a name. */
export function TextParameter(description: string, example: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, description, example }),
    IsOptional(),
    Length(1, TEXT_LENGTH_MAX, { message: `$property must be text of 1 to ${TEXT_LENGTH_MAX} characters` }),
  );
}

const TEXT_LENGTH_MAX = 200;

/** class-validator's own strict check refuses the years before 100. */
@ValidatorConstraint({ name: 'isDayThatExists' })
class IsDayThatExists implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'string') return false;
    const midnight = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
  }
}

@ValidatorConstraint({ name: 'isStreamOfKind' })
class IsStreamOfKind implements ValidatorConstraintInterface {
  validate(value: unknown, question?: ValidationArguments): boolean {
    const kind = question?.constraints[0] as string | undefined;
    return typeof value === 'string' && isStreamId(value) && (kind === undefined || value.startsWith(`${kind}-`));
  }
}
