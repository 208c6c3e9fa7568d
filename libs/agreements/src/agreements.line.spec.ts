import { eventOf, given } from '@tracker/spec-kit';
import { agreementTypes } from './agreement.events';
import { ceasefireTypes } from './ceasefire.events';
import { ceasefireStream } from './ceasefire.stream';
import { commitmentTypes } from './commitment.events';
import { commitmentStream } from './commitment.stream';
import { exchangeTypes } from './exchange.events';
import { exchangeStream } from './exchange.stream';
import { agreementStream } from './agreement.stream';

const types = { ...agreementTypes, ...commitmentTypes, ...ceasefireTypes, ...exchangeTypes };
const line = (type: keyof typeof types, data: object = types[type].example.data): string =>
  (types[type].line as (data: object) => string)(data);

describe('the line of the timeline', () => {
  it.each([
    [
      'AgreementReached',
      'Agreed by {actor-united-states} and {actor-russia} (oral): Begin working towards an end of the war in Ukraine and Better diplomatic and economic ties',
    ],
    [
      'AgreementSigned',
      'Signed between {actor-united-states} and {actor-russia}; signed by {actor-marco-rubio} and {actor-sergey-lavrov}',
    ],
    ['AgreementSuspended', 'Agreement suspended by {actor-russia}: The other side had not kept it.'],
    ['AgreementEnded', 'Agreement ended by {actor-russia}'],
    [
      'CommitmentMade',
      'Owed by {actor-united-states} and {actor-russia}: Name representatives who consult regularly on Ukraine; announced by {actor-russia}',
    ],
    ['CommitmentConfirmed', 'Commitment confirmed by {actor-russia}, by the mouth of {actor-sergey-lavrov}'],
    ['CommitmentProgressed', 'Commitment begun: The first representatives were named.'],
    [
      'CeasefireProposed',
      'Ceasefire proposed by {actor-united-states} for {actor-russia} and {actor-ukraine}: All fighting for 30 days',
    ],
    [
      'CeasefireDeclared',
      'Ceasefire declared by {actor-russia} and {actor-ukraine}: Strikes on energy, from 2025-03-18 to 2025-04-16',
    ],
    ['CeasefireViolated', 'Ceasefire violated by {actor-russia}'],
    ['CeasefireEnded', 'Ceasefire ended: It was not prolonged.'],
    [
      'PrisonersExchanged',
      'Prisoners exchanged: 175 by {actor-russia} (civilians: none) and 175 by {actor-ukraine}; mediated by {actor-saudi-arabia}',
    ],
  ] as const)('of %s is one sentence', (type, expected) => {
    expect(line(type)).toBe(expected);
  });

  it('says no more than the source does', () => {
    expect(line('CeasefireViolated', {})).toBe('Ceasefire violated');
    expect(
      line('CommitmentProgressed', { state: 'superseded', supersededBy: 'commitment-regular-consultations' }),
    ).toBe('Commitment superseded by {commitment-regular-consultations}');
  });
});

describe('the examples', () => {
  it('can be recorded, one after another', () => {
    const drafts = (of: object) =>
      Object.keys(of).map((type) => {
        const { data, ...parts } = types[type as keyof typeof types].example;
        return eventOf(type, data, parts);
      });
    const [reached, signed, suspended, ended] = drafts(agreementTypes);
    given(agreementStream, reached!, signed!, suspended!).when(ended!).thenAccepted();
    const [made, confirmed, progressed] = drafts(commitmentTypes);
    given(commitmentStream, made!).when(confirmed!).thenAccepted();
    given(commitmentStream, made!).when(progressed!).thenAccepted();
    const [proposed, declared, violated, over] = drafts(ceasefireTypes);
    given(ceasefireStream, proposed!, declared!).when(violated!).thenAccepted();
    given(ceasefireStream, proposed!, declared!, violated!).when(over!).thenAccepted();
    given(exchangeStream).when(drafts(exchangeTypes)[0]!).thenAccepted();
  });
});
