import { textLimit } from '../cycle/typed-text.ts';
import type { CardPart, Place } from './card.ts';
import { firstOf } from './cut.ts';
import { drawDigest } from './digest-card.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { PreviewView } from './views/digest.ts';

const fill = loadTemplate('preview');

const namesShown = 40;

/** The digest before it is published: for the leads, so it names who is awaited, and offers Publish. */
export function drawPreview(view: PreviewView, place: Place): CardPart {
  const { scope, foreword = '', publishedLine } = view.digest;
  const digest = drawDigest(view.publish ? { ...view.digest, foreword: '' } : view.digest, place);
  const title = publishedLine ? 'The digest, as published' : 'Preview of the digest';
  const [head, foot] = fill({
    title,
    standing: view.standing ? [escapeOneLine(view.standing)] : [],
    notice: view.notice ? [escapeMarkdown(view.notice)] : [],
    warnings: view.warnings.length > 0 ? [{ lines: view.warnings.map(escapeOneLine) }] : [],
    names: [...named('Awaited', view.awaited), ...named('Never reached', view.notReached)],
    publish: view.publish ? [publishIn(view, view.publish, foreword, place.id)] : [],
    fresh: publishedLine ? [] : [{ ...scope }],
    overview: { ...scope, page: 1 },
    more: view.more.length > 0 ? [{ buttons: view.more }] : [],
  });
  return {
    body: [head, ...digest.body, foot].filter((element) => element !== undefined),
    summary: oneLine(`${title}: ${digest.summary}`),
    wide: true,
  };
}

/** Before the publication date, Publish waits for it, or asks for a second, explicit choice. */
function publishIn(
  { digest, awaited, notReached }: PreviewView,
  { early, destination, onDate, scheduled, chosenAt, nameAwaited }: NonNullable<PreviewView['publish']>,
  foreword: string,
  id: string,
) {
  const ids = { ...digest.scope, ...(chosenAt !== undefined && { chosenAt }) };
  return {
    foreword,
    most: Math.max(textLimit, foreword.length),
    destination: escapeOneLine(`It goes to ${destination}. The figures then stay as they are.`),
    name: awaited.length > 0 ? [nameTick(awaited, notReached, nameAwaited)] : [],
    scheduled: scheduled ? [{ text: escapeOneLine(scheduled), data: { ...ids } }] : [],
    now: early ? [] : [{ ...ids }],
    early: early
      ? [
          {
            id: `${id}-early`,
            text: escapeOneLine(early),
            data: { ...ids, early: 'yes' },
            onDate: oneLine(onDate ?? 'Publish on that date'),
            dateData: { ...ids, when: 'date' },
          },
        ]
      : [],
  };
}

/** Naming somebody whom no message reached would call them silent, so they are never among the names. */
function nameTick(awaited: readonly string[], notReached: readonly string[], ticked: boolean) {
  const { shown, more } = firstOf(awaited, namesShown);
  const unnamed = notReached.length === 0 ? '' : ' Whoever was never reached is not named.';
  return {
    title: oneLine(`Name them in the digest: ${[...shown, ...more].join(', ')}.${unnamed}`),
    value: String(ticked),
  };
}

function named(heading: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const { shown, more } = firstOf(names, namesShown);
  return [escapeOneLine(`${heading} (${names.length}): ${[...shown, ...more].join(', ')}`)];
}
