import { Temporal } from '../../src/calendar/temporal.ts';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import type { View } from '../../src/cards/views/view.ts';
import { manualClock } from '../../src/clock.ts';
import type { SectionKind } from '../../src/cycle/message.ts';
import { messageKey } from '../../src/cycle/plan.ts';
import type { Answer } from '../../src/cycle/answer.ts';
import { createLog } from '../../src/log.ts';
import { createOutbox } from '../../src/outbox/create-outbox.ts';
import type { Delivery, SentActivity } from '../../src/outbox/ledger.ts';
import type { Action, Contact, Owner, Register } from '../../src/programme/register.ts';
import { shardOf } from '../../src/storage/shard-of.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import type { Actor } from '../../src/workflow/people/actor.ts';
import { addCycle } from '../../src/workflow/rounds/add-cycle.ts';
import { closeCycle } from '../../src/workflow/rounds/close-cycle.ts';
import { contactIdOf } from '../../src/workflow/people/contact-id.ts';
import type { ChannelTurn, Turn } from '../../src/workflow/desk.ts';
import { loadCycle } from '../../src/workflow/rounds/load-cycle.ts';
import { createLeadDesk } from '../../src/workflow/lead-desk.ts';
import { openCycle } from '../../src/workflow/rounds/open-cycle.ts';
import { resolveActor } from '../../src/workflow/people/resolve-actor.ts';
import { programmeSettings } from '../builders/settings.ts';

export const lead = 'priya@council.example';
export const secondLead = 'tom@council.example';
export const chair = 'chair@council.example';
export const owner = 'sam@council.example';

/** An action of which a test names only what matters. */
export interface ActionSpec {
  ref: string;
  owner?: string;
  status?: string;
}

export interface ProgrammeSpec {
  id?: string;
  meeting?: string;
  actions?: ActionSpec[];
  settings?: Parameters<typeof programmeSettings>[0];
}

const tenantId = 'local';

/**
 * A programme with a register, two leads and a chair in a store in memory, on the day its cycle opens. Actions whose
 * owner is `x` have the contact `x@council.example`.
 */
export async function leadWorld(spec: ProgrammeSpec = {}) {
  const clock = manualClock('2026-10-08T09:00:00Z');
  const store = memoryStore({ clock });
  const calendarOf = async (id: string) => {
    const programme = await store.programmes.find(id);
    return programme && workingCalendar(programme.value.settings.calendar);
  };
  const outbox = createOutbox({ store, clock, shardOf, calendarOf });
  const log = createLog('silent');
  const redrawn: SentActivity[] = [];
  const drawn = new Map<string, View[]>();
  const redrawing: { outcome: 'redrawn' | 'gone' | 'failed' } = { outcome: 'redrawn' };
  const redraw = async (card: SentActivity, views: View[]) => {
    if (redrawing.outcome !== 'redrawn') return redrawing.outcome;
    redrawn.push(card);
    drawn.set(card.activityId, views);
    return redrawing.outcome;
  };
  const key = await addProgramme(spec);

  async function addProgramme(of: ProgrammeSpec) {
    const id = of.id ?? 'hws';
    const register = registerOf(of.actions ?? [{ ref: '1.1' }, { ref: '1.2' }]);
    await store.registers.write(tenantId, id, register);
    await store.programmes.insert({
      id,
      tenantId,
      registerVersion: register.version,
      cycles: [],
      settings: programmeSettings({
        leads: [lead, secondLead],
        chairs: [chair],
        board: { name: 'Health and Wellbeing Board', channelId: '19:papers@thread.tacv2' },
        ...of.settings,
      }),
    });
    const cycle = { programmeId: id, cycleId: '2026-11' };
    const meeting = Temporal.PlainDate.from(of.meeting ?? '2026-11-19');
    const added = await addCycle(store, clock, { ...cycle, meeting, given: {} });
    if (added.kind !== 'added') throw new Error(added.problems.join(' '));
    const programme = await store.programmes.find(id);
    await openCycle(store, programme!.value, cycle.cycleId, clock.now());
    return { tenantId, ...cycle };
  }

  async function loaded(of = key) {
    const cycle = await loadCycle(store, of);
    if (!cycle) throw new Error('There is no such cycle.');
    return cycle;
  }

  async function turn(email: string): Promise<Turn> {
    const where = { kind: 'personal' as const, serviceUrl: 'https://smba.example/', tenantId, botId: 'bot' };
    return {
      who: { tenantId, aadObjectId: `aad-${email}`, name: email.split('@')[0] ?? '' },
      where: { ...where, conversationId: `a:${email}` },
      profile: async () => ({ email }),
    };
  }

  async function actor(email: string): Promise<Actor> {
    return resolveActor({ store, clock, log }, await turn(email));
  }

  return {
    key,
    store,
    clock,
    outbox,
    log,
    addProgramme,
    loaded,
    turn,
    actor,
    redrawn,
    /** What a message shows since it was drawn again, by its activity's id. */
    drawn,
    /** How drawing again ends. */
    redrawing,
    desk: createLeadDesk({ store, outbox, clock, redraw }),

    async channelTurn(email: string, audience: Partial<Awaited<ReturnType<ChannelTurn['audience']>>> = {}) {
      const { where, ...rest } = await turn(email);
      const channelTurn: ChannelTurn = {
        ...rest,
        where: { ...where, kind: 'channel', conversationId: '19:new@thread.tacv2;messageid=17' },
        audience: async () => ({
          name: 'Board papers',
          teamId: '19:team@thread.tacv2',
          channelId: '19:new@thread.tacv2',
          members: 12,
          guests: 2,
          ...audience,
        }),
      };
      return channelTurn;
    },

    async answer(ref: string, answer: Partial<Answer>) {
      const request = await store.cycles.request(key, ref);
      const by = { contactId: contactIdOf(tenantId, owner), name: 'Sam Lee' };
      const at = clock.now();
      const update = {
        ref,
        version: 1,
        kind: 'answer' as const,
        by,
        at,
        late: false,
        narrative: 'Half of it is done.',
        ...answer,
      };
      const value = { ...request!.value, state: 'submitted' as const, answer: update };
      await store.cycles.submit(key, {
        request: { ...request!, value },
        update,
        event: { id: `${ref}-1`, at, kind: 'submitted', ref, by },
      });
    },

    /** A message about some refs, as the ledger holds it after it was tried. */
    async delivered(email: string, refs: string[], kind: SectionKind, rest: Partial<Delivery> = {}) {
      const contactId = contactIdOf(tenantId, email);
      const at = clock.now();
      const date = at.toZonedDateTimeISO('Europe/London').toPlainDate();
      const state = rest.state ?? 'sent';
      await store.ledger.insertMissing([
        {
          ...key,
          key: messageKey(key.programmeId, key.cycleId, contactId, date),
          recipient: { kind: 'contact', contactId, email, by: 'teams' },
          date,
          at,
          sections: [{ rung: kind, kind }],
          refs,
          state,
          attempts: [{ at, outcome: state }],
          ...rest,
        },
      ]);
    },

    async pause() {
      const programme = await store.programmes.find(key.programmeId);
      const cycles = programme!.value.cycles.map((one) =>
        one.id === key.cycleId ? { ...one, paused: clock.now() } : one,
      );
      await store.programmes.replace({ ...programme!, value: { ...programme!.value, cycles } });
    },

    async close() {
      clock.set('2026-10-29T17:00:00Z');
      await closeCycle(store, await loaded(), clock.now());
    },

    /** The recipients of the digest in the ledger, with their keys. */
    async posted() {
      const rows = await store.ledger.ofCycle(key);
      return rows
        .filter(({ value }) => value.sections.some(({ kind }) => kind === 'digest'))
        .map(({ value: { recipient } }) => (recipient.kind === 'board' ? 'board' : recipient.email))
        .sort();
    },
  };
}

export type LeadWorld = Awaited<ReturnType<typeof leadWorld>>;

function registerOf(specs: ActionSpec[]): Register {
  const names = [...new Set(specs.map((spec) => spec.owner ?? 'sam'))].filter((name) => name !== '');
  return {
    version: 'v1',
    owners: names.map((name): Owner => ({
      id: name,
      name: `${name.charAt(0).toUpperCase()}${name.slice(1)}'s team`,
      aliases: [],
      leadContact: contactIdOf(tenantId, `${name}@council.example`),
    })),
    contacts: [...names.map((name) => `${name}@council.example`), lead].map((email): Contact => ({
      id: contactIdOf(tenantId, email),
      name: `Contact ${email.split('@')[0] ?? ''}`,
      email,
      reachedBy: 'teams',
    })),
    actions: specs.map(({ ref, owner: by = 'sam', status = 'on_track' }, order): Action => ({
      ref,
      refAssigned: false,
      order,
      title: `Action ${ref}`,
      priority: { number: 1, title: 'Warm homes' },
      owners: by === '' ? [] : [by],
      imported: { status },
    })),
  };
}
