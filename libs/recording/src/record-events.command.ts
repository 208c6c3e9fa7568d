import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pumps } from './pumps';
import type { Precondition, Recorded, SubmittedEvent } from './submission';

/** Records events of one request into a conflict, all or nothing. Resolves after commit. */
export class RecordEvents extends Command<Recorded> {
  constructor(
    readonly conflict: string,
    readonly events: readonly SubmittedEvent[],
    readonly precondition?: Precondition,
  ) {
    super();
  }
}

@CommandHandler(RecordEvents)
export class RecordEventsHandler implements ICommandHandler<RecordEvents> {
  constructor(private readonly pumps: Pumps) {}

  execute({ conflict, events, precondition }: RecordEvents): Promise<Recorded> {
    return this.pumps.submit(conflict, events, precondition);
  }
}
