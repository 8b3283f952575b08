import type { ActFormView } from '../../cards/views/act-form.ts';
import type { Amendment } from '../../programme/amendment.ts';
import type { ActResult } from '../act-result.ts';
import { changeProgramme } from '../change-programme.ts';
import { personChosen, personInputs, type Choosable, type PersonChosen } from '../people/choose-person.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { chairsOf, leadsOf } from '../people/programme-people.ts';
import { registerInForce } from '../register/register-in-force.ts';
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
  const amendment: Amendment = { kind: 'address', contactId: contact.id, email, alias, by: author, at: now };
  const written = await changeProgramme(deps.store.programmes, chosen.key.programmeId, async (programme) => {
    const register = await registerInForce(deps.store.registers, programme);
    const contacts = register?.contacts ?? [];
    const isAnybodys = contacts.some(({ id, aliases = [] }) => [id, ...aliases].includes(alias));
    if (isAnybodys || !contacts.some(({ id }) => id === contact.id)) return undefined;
    return { ...programme, amendments: [...(programme.amendments ?? []), amendment] };
  });
  if (!written) return answerWithOverview(press, { notice: await quickerWords(press, alias) });
  await deps.store.cycles.addEvent(chosen.key, {
    id: `joined-${contact.id}-${alias}`,
    at: now,
    kind: 'joined',
    by: author,
    contactId: contact.id,
    ...(turn.card && { card: turn.card.activityId }),
  });
  // What could not reach them before can now.
  await deps.outbox.metPerson(tenantId, [contact.id]);
  const notice = `${stranger.name} (${email}) is ${contact.name} from now on, and is written to there.`;
  return answerWithOverview(press, { notice });
}

/** What another lead did meanwhile. */
async function quickerWords({ deps, chosen }: LeadPress<JoinData>, alias: string): Promise<string> {
  const loaded = await loadCycle(deps.store, chosen.key);
  const before = loaded?.programme.value.amendments?.findLast(
    (one) => one.kind === 'address' && one.alias === alias,
  );
  const whose = before?.kind === 'address' ? loaded?.contacts.get(before.contactId)?.name : undefined;
  if (!before || whose === undefined) return 'Another lead was quicker. Nothing was changed.';
  return `Nothing was changed: ${before.by.name} has joined them to ${whose} already.`;
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
