import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, type Moment, type Paging } from '@tracker/reading';
import { ContactFilter } from './contacts.filter';
import { ListContacts, type ContactsPage } from './contacts.queries';
import { meetingsModel } from './meeting.model';

@ApiTags('meetings')
@Controller('v1/conflicts/:conflict/contacts')
export class ContactsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'contacts',
    version: 1,
    models: [meetingsModel],
    rows: ['meeting'],
    summary:
      'Who met whom by the day of the question, how often, when first and when last. The absent met nobody, and in a call only the caller and each other one met.',
  })
  list(@AtMoment() moment: Moment, @InPages() paging: Paging, @Query() filter: ContactFilter): Promise<ContactsPage> {
    return this.queries.execute(new ListContacts(moment, paging, filter));
  }
}
