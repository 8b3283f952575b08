import type { ActFormView } from '../../cards/views/act-form.ts';
import type { JoinedAddress } from '../../programme/amendment.ts';
import type { ActResult } from '../act-result.ts';
import { personChosen, personInputs, type Choosable, type PersonChosen } from '../people/choose-person.ts';
import { finishJoining, joinEverywhere } from '../people/join-everywhere.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { chairsOf, leadsOf } from '../people/programme-people.ts';
import { strangersOf, type Stranger } from '../people/strangers.ts';
import { filledIn, wayBack } from './chosen-requests.ts';
import type { JoinData } from './handover-data.ts';
import type { LeadPress } from './lead-press.ts';
import { answerWithOverview } from './overview-reply.ts';

/**
 * `lead.join`: somebody who wrote from an address that no register has is one of the contacts: with the contact chosen it
 * is done in one tap, otherwise it is asked which. From then on they are the same person, written to where they were met.
 */
export async function joinAddress(press: LeadPress<JoinData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const { tenantId } = chosen.key;
  const strangers = loaded ? await strangersOf(deps.store, loaded.programme.value, loaded.register) : [];
  const stranger = strangers.find(({ aadObjectId }) => aadObjectId === data.person);
  if (!loaded || !stranger) {
    const before = await finishJoining(deps.store, { tenantId, aadObjectId: data.person }, chosen.key);
    if (before) await deps.outbox.metPerson(tenantId, [before.contactId]);
    return answerWithOverview(press, {
      notice: 'They are among the contacts already, or were dismissed. Nothing was changed.',
    });
  }
  const who = choosable(loaded, stranger);
  const isAsked = data.to !== '' || data.colleague !== '' || data.filled !== undefined;
  if (!isAsked) return { reply: show(joinForm(who, stranger, { ...data, to: stranger.likely ?? '' })) };
  const picked = personChosen(who, data);
  if (picked.kind === 'problem') return { reply: show(joinForm(who, stranger, data, picked)) };

  const { contact } = picked;
  const { email, alias } = stranger;
  const wish: JoinedAddress = {
    ...{ kind: 'address', contactId: contact.id, email, alias },
    ...{ by: author, at: now },
    ...(turn.card && { card: turn.card.activityId }),
  };
  const person = { tenantId, aadObjectId: data.person };
  const joined = await joinEverywhere(deps.store, person, wish, chosen.key);
  // What could not reach them before can now.
  await deps.outbox.metPerson(tenantId, [joined.contactId]);
  const isOwn = joined.contactId === contact.id && joined.by.contactId === author.contactId;
  if (!isOwn) return answerWithOverview(press, { notice: quickerWords(joined, loaded) });
  const notice = `${stranger.name} (${email}) is ${contact.name} from now on, and is written to there.`;
  return answerWithOverview(press, { notice });
}

/** What another lead did meanwhile, in this programme or another. */
function quickerWords({ contactId, by }: JoinedAddress, { contacts }: LoadedCycle): string {
  const whose = contacts.get(contactId)?.name ?? 'a contact of another programme';
  return `Nothing was changed: ${by.name} has joined them to ${whose} already.`;
}

/** Anybody but leads and chairs, who are the settings' to name: joining must not make a lead of anybody. */
function choosable({ register, programme }: LoadedCycle, { likely }: Stranger): Choosable {
  const named = [...leadsOf(programme.value, register), ...chairsOf(programme.value, register)];
  return {
    register,
    near: [],
    without: named.map(({ id }) => id),
    ...(likely !== undefined && { proposed: likely }),
  };
}

function joinForm(
  who: Choosable,
  { name, email }: Stranger,
  data: JoinData,
  problem?: Extract<PersonChosen, { kind: 'problem' }>,
): ActFormView {
  return {
    title: 'Not one of your contacts?',
    paragraphs: [
      `${name} (${email}) has written to me, and is in no register. If they are one of your contacts under another address, I write to them there from now on.`,
    ],
    inputs: personInputs(who, 'Which contact is it?', data, problem),
    buttons: [
      { title: 'Join', verb: 'lead.join', data: { ...filledIn(data), person: data.person } },
      { title: 'Back to the overview', verb: 'lead.overview', data: wayBack(data) },
    ],
  };
}

function show(view: ActFormView): ActResult['reply'] {
  return { kind: 'views', views: [{ kind: 'act-form', view }] };
}
