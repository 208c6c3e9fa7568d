import type { Command } from 'commander';
import type { Work } from './session';

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
}

/** What `--help` tells of a command. */
export interface CommandDescription {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** What follows it. */
  readonly details?: string;
  readonly examples: readonly [string, string, ...string[]];
  /** The shape of the document that --json prints. */
  readonly json: string;
}

/** What a command is made with. */
export interface CommandSetting {
  /** One with the options that all have; its own, and what it does, are for the caller to add. */
  readonly command: (description: CommandDescription) => Command;
  /** Plans the work, which throws UsageError before anything is opened; then opens the database, does it and prints its answer. */
  readonly run: (options: CommonOptions, plan: () => Work) => Promise<void>;
}
