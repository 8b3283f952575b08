import { describe, expect, it } from '@jest/globals';
import { contactId, emailOf } from '../builders/open-cycle.ts';
import { leadCases } from './verbs/lead-cases.ts';
import { dataOf, titleOf, type Data, type VerbCase } from './verbs/verb-case.ts';
import { addedTo, verbWorld } from './verbs/verb-world.ts';

/** What the second lead reads of what the first did, a minute before. */
interface Row {
  /** With the same in it: nothing is done again. */
  same: RegExp;
  /** With something else in it; or why there is nothing else that it could be. */
  other: { data: Data; says: RegExp } | string;
}

const onlyThat = 'it says what it is about, and nothing else';
const asked = (says: RegExp, data: Data) => ({ data, says });

/** A row for each of a lead's buttons that changes something. */
const rows: Record<string, Row> = {
  'lead.chase': { same: /Tomasina nudged ambrosine/, other: onlyThat },
  'lead.extend': {
    same: /Tomasina gave it until then already/,
    other: asked(/Tomasina gave 1\.1 until Tuesday 27 October/, { to: '2026-10-28' }),
  },
  'lead.excuse': {
    same: /Tomasina excused it at/,
    other: asked(/Tomasina excused it at/, { whyExcused: 'It has ended.' }),
  },
  'lead.excuse (ask again)': { same: /Tomasina asked for 1\.1 again/, other: onlyThat },
  'lead.record': {
    same: /Tomasina/,
    other: asked(/Tomasina/, { source: 'by e-mail', narrative: 'It is late.' }),
  },
  'lead.accept': { same: /Tomasina has accepted it already/, other: onlyThat },
  'lead.acceptAll': { same: /Tomasina did that at/, other: onlyThat },
  'lead.return': {
    same: /Tomasina has sent it back already/,
    other: asked(/Tomasina has sent it back already/, { comment: 'Who pays?' }),
  },
  'lead.return (another status)': {
    same: /Tomasina has sent it back already/,
    other: asked(/Tomasina has sent it back already/, { suggested: 'significant_delay' }),
  },
  'lead.edit': {
    same: /Tomasina has accepted it already/,
    other: asked(/Tomasina has accepted it already/, { narrative: 'Shorter still.' }),
  },
  'digest.publish': {
    same: /Tomasina published this digest already/,
    other: asked(/Tomasina published this digest already/, { foreword: 'A bad term.' }),
  },
  'digest.publish (on its date)': {
    same: /as Tomasina chose before/,
    other: asked(/Tomasina chose on .* that it goes out by itself/, { foreword: 'A bad term.' }),
  },
  'digest.takeBack': { same: /Tomasina did that at/, other: onlyThat },
  'lead.decideLate (counted)': {
    same: /Tomasina has counted it already/,
    other: asked(/Tomasina has counted it already/, { decision: 'kept' }),
  },
  'lead.decideLate (noted)': {
    same: /Tomasina has put it beneath the figures already/,
    other: asked(/Tomasina has put it beneath the figures already/, { lateNote: 'Later.' }),
  },
  'lead.decideLate (kept)': {
    same: /Tomasina has kept it for next time already/,
    other: asked(/Tomasina has kept it for next time already/, { decision: 'counted' }),
  },
  'lead.correct': {
    same: /Tomasina has made this correction already/,
    other: asked(/It opened in May\..*Tomasina/, { correction: 'It opened in June.' }),
  },
  'lead.boardAsked': {
    same: /Tomasina has noted the same already/,
    other: asked(/beneath what Tomasina noted/, { question: 'And by when?' }),
  },
  'lead.reassign': {
    same: /Tomasina gave it to caterine at/,
    other: asked(/Tomasina reassigned 1\.1 at/, { to: contactId('bartolome') }),
  },
  'lead.reassign (to an owner, for good)': {
    same: /Tomasina gave it to Pangolins at/,
    other: asked(/Tomasina reassigned 1\.1 at/, { toOwner: 'Ocelots' }),
  },
  'lead.notMine': { same: /Tomasina decided on 1\.1/, other: onlyThat },
  'lead.replace': {
    same: /Tomasina has put bartolome in their place already/,
    other: asked(/Tomasina has put bartolome in their place already/, { to: contactId('caterine') }),
  },
  'lead.replace (by somebody new)': {
    same: /Tomasina has put Walburga in their place already/,
    other: asked(/Tomasina has put Walburga in their place already/, {
      ...{ contactName: 'Wendelin', contactEmail: emailOf('wendelin') },
    }),
  },
  'lead.join': {
    same: /Tomasina joined another address to ambrosine/,
    other: asked(/Tomasina joined another address to ambrosine/, { to: contactId('caterine') }),
  },
  'lead.dismiss': { same: /Tomasina said that somebody who wrote is not one of yours/, other: onlyThat },
  'lead.showAgain': { same: /Tomasina had somebody who wrote shown to you again/, other: onlyThat },
  'lead.move': {
    same: /Tomasina gave it these dates/,
    other: asked(/changed meanwhile\. Tomasina did that at/, { meeting: '2026-12-10' }),
  },
  'lead.pause': { same: /Tomasina did that at/, other: onlyThat },
  'lead.resume': {
    same: /Tomasina did that at/,
    other: asked(/Tomasina did that at/, { meeting: '2026-12-10' }),
  },
  'lead.cancel': { same: /Tomasina did that at/, other: onlyThat },
  'lead.newCycle': {
    same: /Tomasina added the round 2027-03 at/,
    other: 'dates that are typed over are shown first; those of the same weeks are tried among the rounds',
  },
  'lead.open': { same: /Tomasina did that at/, other: onlyThat },
  'channel.use': {
    same: /posted here already, as Tomasina chose/,
    other: 'another channel is another place to press it; that is tried with the channels',
  },
};

const acts = leadCases.filter(({ does }) => does.kind === 'changes');
const tried = acts.flatMap((one) => {
  const row = rows[titleOf(one)];
  return row ? [{ title: titleOf(one), one, row }] : [];
});
const triedOtherwise = tried.flatMap(({ title, one, row }) =>
  typeof row.other === 'string' ? [] : [{ title, one, other: row.other }],
);

/** Two leads have the same card before them; the first presses, and then the second. */
async function bothPress(one: VerbCase, other: Data = {}) {
  const world = await verbWorld();
  await one.given?.(world);
  const data = { seen: world.clock.now().toString(), ...(await dataOf(one, world)) };
  world.clock.advance({ minutes: 1 });
  await world.press({ ...one.by, name: 'tomasina' }, one.verb, data);
  const before = await world.events();
  world.clock.advance({ minutes: 1 });
  const reply = await world.press({ ...one.by, name: 'priyanka' }, one.verb, { ...data, ...other });
  return { said: JSON.stringify(reply), done: addedTo(before, await world.events()) };
}

describe('two leads who press the same button', () => {
  it('are tried with each that changes something', () => {
    expect(Object.keys(rows).sort()).toEqual(acts.map(titleOf).sort());
  });

  it.each(tried)(
    '$title: the second sees what the first did, and does not do it again',
    async ({ one, row }) => {
      const { said, done } = await bothPress(one);
      expect(said).toMatch(row.same);
      expect(done).toEqual([]);
    },
  );

  it.each(triedOtherwise)(
    '$title: the second sees what the first did, where they want something else',
    async ({ one, other }) => {
      expect((await bothPress(one, other.data)).said).toMatch(other.says);
    },
  );
});
