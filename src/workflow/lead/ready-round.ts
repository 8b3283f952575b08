import { isBefore } from '../../calendar/order.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { dateAndTime, longDate } from '../../calendar/words.ts';
import type { View } from '../../cards/views/view.ts';
import { opensAt } from '../../cycle/moments.ts';
import { workingCalendar } from '../../calendar/working-days.ts';
import type { ActResult } from '../act-result.ts';
import { openEarly } from '../rounds/open-early.ts';
import { ready } from '../rounds/ready.ts';
import { sampleList } from '../messages/sample-list.ts';
import type { ConfirmData, ReadyData, SampleData } from './cycle-data.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import { whoWasFirst } from './others-acts.ts';
import { answerWithSchedule } from './schedule-reply.ts';

/** `lead.ready`: what to look at before a round opens. */
export async function showReady(press: LeadPress<ReadyData>): Promise<ActResult> {
  return answerWithReady(press, { page: press.data.page });
}

/** `lead.sample`: the request as an owner will see it, as a message in the lead's own chat; it acts on nothing. */
export async function sendSample(press: LeadPress<SampleData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  if (chosen.cycle.state !== 'scheduled') return answerThatItHasOpened(press);
  const isPressed = data.pressed === 'yes';
  const view = await sampleList(deps.store, chosen.key, {
    now,
    asker: author.name,
    ...(isPressed && { notice: 'Nothing was done.' }),
  });
  if (!view) return answerWithReady(press, { notice: 'Nobody would be asked, so there is no sample.' });
  const views: View[] = [{ kind: 'sample', view }];
  if (isPressed || !deps.send) return { reply: { kind: 'views', views } };
  await deps.send(turn.where, views);
  return answerWithReady(press, { notice: 'The sample is in this chat, as a message of its own.' });
}

/** `lead.open`: opens the round now; before its day it asks first. */
export async function openRound(press: LeadPress<ConfirmData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const { cycle, of } = chosen;
  if (cycle.state !== 'scheduled') return answerThatItHasOpened(press);
  const calendar = workingCalendar(of.programme.settings.calendar);
  const isEarly = isBefore(now, opensAt({ calendar, cycle }));
  if (isEarly && data.confirm !== 'yes') return { reply: { kind: 'views', views: [askFirst(press)] } };
  const outcome = await openEarly(deps, chosen.key, {
    by: author,
    ...(turn.card && { card: turn.card.activityId }),
  });
  switch (outcome.kind) {
    case 'opened': {
      const goes =
        Temporal.Instant.compare(outcome.goesAt, now) <= 0
          ? 'now'
          : `on ${dateAndTime(outcome.goesAt, calendar.timeZone)}`;
      return answerWithSchedule(press, { notice: `The round is open. The requests go ${goes}.` });
    }
    case 'too-late': {
      const deadline = longDate(outcome.cycle.dates.deadline);
      return answerWithReady(press, {
        notice: `It cannot open so close to its deadline, ${deadline}: please change the dates first.`,
      });
    }
    case 'not-scheduled':
      return answerThatItHasOpened(press);
    case 'unknown-cycle':
      return { reply: forLeadsOnly(press.raw) };
  }
}

function askFirst({ chosen, data }: LeadPress<ConfirmData>): View {
  const scope = { programme: data.programme, cycle: data.cycle };
  return {
    kind: 'act-form',
    view: {
      title: 'Open before its day?',
      paragraphs: [
        `The round is to open on ${longDate(chosen.cycle.dates.opens)}. Opened now, everybody’s request goes out within the hours of sending; the other dates stay.`,
      ],
      inputs: [],
      buttons: [
        { title: 'Open now', verb: 'lead.open', data: { ...scope, confirm: 'yes' } },
        { title: 'Back', verb: 'lead.ready', data: scope },
      ],
    },
  };
}

async function answerThatItHasOpened(press: LeadPress<unknown>): Promise<ActResult> {
  const first = await whoWasFirst(press, 'opened');
  return answerWithSchedule(press, { notice: `This round has opened already. Nothing was changed.${first}` });
}

async function answerWithReady(
  press: LeadPress<unknown>,
  wish: { page?: number; notice?: string },
): Promise<ActResult> {
  const { deps, chosen, raw, now } = press;
  if (chosen.cycle.state !== 'scheduled') return answerThatItHasOpened(press);
  const view = await ready(deps.store, chosen.key, now, wish);
  return { reply: view ? { kind: 'views', views: [{ kind: 'ready', view }] } : forLeadsOnly(raw) };
}
