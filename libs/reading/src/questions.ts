import { Query } from '@nestjs/cqrs';
import type { Moment } from './moment';
import type { Page, Paging } from './page';

/** What is there at a moment, page by page, cut to a selection. Base of queries. */
export abstract class ListAtMoment<Item, Selection> extends Query<Page<Item>> {
  constructor(
    readonly moment: Moment,
    readonly paging: Paging,
    readonly selection: Selection,
  ) {
    super();
  }
}

/** What there is of one stream at a moment. Base of queries; they fail with NotFoundAtPositionError. */
export abstract class OneAtMoment<Answer> extends Query<Answer> {
  constructor(
    readonly moment: Moment,
    readonly stream: string,
  ) {
    super();
  }
}
