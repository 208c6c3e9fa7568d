import {
  Described,
  IsCode,
  IsIssueKey,
  IsNames,
  IsOccurred,
  IsPartList,
  IsQuantity,
  IsReference,
  IsReferenceList,
  IsText,
  IsTextList,
  IsUrl,
  Reason,
} from '@tracker/vocabulary';
import { sayingsOf } from './said';

@Described('Talks.')
class TalksHeld {
  @IsText('Purpose.') readonly purpose!: string;
  @IsTextList('Subjects.') readonly subjects!: readonly string[];
  @IsNames('Names.') readonly names!: object;
  @IsPartList(() => Reason, 'Reasons.') readonly reasons!: readonly Reason[];
  @IsQuantity('Persons.') readonly persons!: object;
  @IsCode(['talks', 'phone'], 'Form.') readonly form!: string;
  @IsIssueKey('Issue.') readonly issue!: string;
  @IsOccurred('When.') readonly when!: string;
  @IsUrl('Where it is told.') readonly url!: string;
  @IsReference('place', 'Venue.') readonly venue!: string;
  @IsReferenceList('actor', 'Present.') readonly present!: readonly string[];
}

const talks = {
  purpose: 'Improving ties',
  subjects: ['Embassy staffing', 'place-riyadh'],
  names: { ru: 'Переговоры' },
  reasons: [{ text: 'To end the war', basis: 'stated' }],
  persons: { qualifier: 'some', words: 'a handful' },
  form: 'talks',
  issue: 'embassy-staffing',
  when: '2025-02-18',
  url: 'https://example.org/talks',
  venue: 'place-riyadh',
  present: ['actor-russia', 'actor-united-states', 'actor-russia'],
};

it('what a payload says in words is its texts and names, however deep, and not its codes, keys, times and addresses', () => {
  expect([...sayingsOf(TalksHeld)(talks).texts].sort()).toEqual([
    'Embassy staffing',
    'Improving ties',
    'To end the war',
    'a handful',
    'place-riyadh',
    'Переговоры',
  ]);
});

it('what it refers to are its references, each once, and no text that looks like one', () => {
  expect([...sayingsOf(TalksHeld)({ ...talks, venue: 'place-diriyah' }).streams]).toEqual([
    'place-diriyah',
    'actor-russia',
    'actor-united-states',
  ]);
});

it('what is left out says nothing', () => {
  expect(sayingsOf(TalksHeld)({})).toEqual({ texts: new Set(), streams: new Set() });
});
