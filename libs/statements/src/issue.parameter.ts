import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches, MaxLength } from 'class-validator';

/** A query parameter that is the key of an issue. */
export function IssueParameter(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, description, example: 'lasting-peace-in-ukraine' }),
    IsOptional(),
    MaxLength(120),
    Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
      message: '$property must be a key of lower-case words and hyphens, such as lasting-peace-in-ukraine',
    }),
  );
}
