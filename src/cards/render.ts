import type { OutgoingMessage } from '../outbox/ports.ts';
import { drawActForm } from './act-form-card.ts';
import { drawBriefing } from './briefing-card.ts';
import { rooms, type CardElement, type CardPart, type Json, type Place, type Room } from './card.ts';
import { CardTooBig, checkCard, elementsOf, mostBytes, sizeOf } from './check-card.ts';
import { drawConfirmNoChange } from './confirm-no-change-card.ts';
import { cutAtWord } from './cut.ts';
import { drawDigest } from './digest-card.ts';
import { escapeOneLine } from './escape.ts';
import { drawForm } from './form-card.ts';
import { drawHistory } from './history-card.ts';
import { drawNotice } from './notice-card.ts';
import { drawOverdue } from './overdue-card.ts';
import { drawOwnerPage } from './owner-page-card.ts';
import { drawPreview } from './preview-card.ts';
import { drawReady } from './ready-card.ts';
import { drawRefusal } from './refusal-card.ts';
import { drawList } from './request-card.ts';
import { drawReview, drawReviewOne } from './review-card.ts';
import { drawRetryForm } from './retry-form-card.ts';
import { drawSample } from './sample-card.ts';
import { drawSchedule } from './schedule-card.ts';
import { BadCard } from './template.ts';
import type { View } from './views/view.ts';

/** In characters: a notification shows a line or two, and nobody listens for longer than a minute. */
const mostSummary = 300;
const mostSpoken = 900;

/**
 * Draws one card of one or several views, under each other, with the line for the notification. Lists and long
 * texts are cut, in words, until the card is under 25 KB. Words that somebody has just typed are never cut: to lose
 * them is worse than to risk a refusal, so they come on top where they must. Throws `BadCard` for a card that must
 * not be sent, `CardTooBig` among them.
 */
export function renderViews(views: readonly View[]): OutgoingMessage {
  const known = drawn.get(views);
  if (known) return known;
  const message = drawInRoom(views);
  drawn.set(views, message);
  return message;
}

/** An answer is drawn once, for the one who gets it and for the message that it stands on. */
const drawn = new WeakMap<readonly View[], OutgoingMessage>();

function drawInRoom(views: readonly View[]): OutgoingMessage {
  if (views.length === 0) throw new BadCard('There is nothing to draw.');
  for (const room of rooms) {
    const most = room === rooms.at(-1) ? mostBytes + typedBytes(views) : mostBytes;
    const message = draw(views, room);
    if (sizeOf(message.card) < most) return message;
  }
  throw new CardTooBig(`A card of ${views.map(({ kind }) => kind).join(' and ')} is too large.`);
}

function draw(views: readonly View[], room: Room): OutgoingMessage {
  const parts = views.map((view, index) => drawView(view, { id: `part${index}`, room }));
  const summary = parts.map((part) => part.summary).join(' ');
  const card: CardElement = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: escapeOneLine(cutAtWord(summary, mostSummary)),
    speak: spoken(parts),
    ...(parts.some(({ wide }) => wide) && { msteams: { width: 'Full' } }),
    body: parts.flatMap(({ body }, index) => (index === 0 ? body : setApart(body))),
  };
  keepOnePrimary(card);
  checkCard(card);
  return { card, summary: cutAtWord(summary, mostSummary) };
}

function drawView(view: View, place: Place): CardPart {
  switch (view.kind) {
    case 'list':
      return drawList(view.view, place);
    case 'form':
      return drawForm(view.view, place);
    case 'retry-form':
      return drawRetryForm(view.view);
    case 'confirm-no-change':
      return drawConfirmNoChange(view.view, place);
    case 'refusal':
      return drawRefusal(view.view);
    case 'overdue':
      return drawOverdue(view.view, place);
    case 'owner-page':
      return drawOwnerPage(view.view, place);
    case 'review':
      return drawReview(view.view, place);
    case 'review-one':
      return drawReviewOne(view.view, place);
    case 'digest':
      return drawDigest(view.view, place);
    case 'preview':
      return drawPreview(view.view, place);
    case 'briefing':
      return drawBriefing(view.view, place);
    case 'act-form':
      return drawActForm(view.view);
    case 'history':
      return drawHistory(view.view, place);
    case 'schedule':
      return drawSchedule(view.view, place);
    case 'ready':
      return drawReady(view.view, place);
    case 'sample':
      return drawSample(view.view, place);
    case 'notice':
      return drawNotice(view.view);
  }
}

function setApart(body: CardElement[]): CardElement[] {
  return body.map((element, index) =>
    index === 0 ? { ...element, separator: true, spacing: 'Large' } : element,
  );
}

/** One primary button a card: the first. */
function keepOnePrimary(card: CardElement): void {
  const primary = elementsOf(card).filter(({ type, style }) => isAction(type) && style === 'positive');
  for (const action of primary.slice(1)) action['style'] = 'default';
}

function isAction(type: Json | undefined): boolean {
  return typeof type === 'string' && type.startsWith('Action.');
}

/** What is read aloud can be markup, so nothing in it may look like a tag or an entity. */
function spoken(parts: readonly CardPart[]): string {
  const text = parts.map(({ speak, summary }) => speak ?? summary).join(' ');
  return cutAtWord(text.replace(/[<>&]/g, ' '), mostSpoken);
}

/** The bytes of what people have just typed, as it stands in these views. */
function typedBytes(views: readonly View[]): number {
  return Buffer.byteLength(JSON.stringify(views.map(typedIn)));
}

function typedIn(view: View): unknown {
  switch (view.kind) {
    case 'form':
    case 'retry-form':
      return view.view.values;
    case 'confirm-no-change':
      return view.view.why;
    case 'refusal':
      return view.view.typed;
    case 'preview':
      return view.view.digest.foreword;
    case 'act-form':
      return view.view.inputs.map(({ value }) => value);
    case 'list':
    case 'overdue':
    case 'owner-page':
    case 'review':
    case 'review-one':
    case 'digest':
    case 'briefing':
    case 'history':
    case 'schedule':
    case 'ready':
    case 'sample':
    case 'notice':
      return undefined;
  }
}
