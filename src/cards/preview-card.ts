import { textLimit } from '../cycle/typed-text.ts';
import type { CardPart, Place } from './card.ts';
import { firstOf } from './cut.ts';
import { drawDigest } from './digest-card.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { PreviewView } from './views.ts';

const fill = loadTemplate('preview');

const namesShown = 40;

/** The digest before it is published: for the leads, so it names who is awaited, and offers Publish. */
export function drawPreview(view: PreviewView, place: Place): CardPart {
  const { scope, foreword = '', publishedLine } = view.digest;
  const digest = drawDigest(view.publish ? { ...view.digest, foreword: '' } : view.digest, place);
  const title = publishedLine ? 'The digest, as published' : 'Preview of the digest';
  const [head, foot] = fill({
    title,
    standing: publishedLine ? [] : ['For you only: nothing is posted until a lead publishes it.'],
    notice: view.notice ? [escapeMarkdown(view.notice)] : [],
    names: [...named('Awaited', view.awaited), ...named('Not reached', view.notReached)],
    publish: view.publish ? [publishIn(view.publish, scope, foreword, place.id)] : [],
    scope,
    overview: { ...scope, page: 1 },
  });
  return {
    body: [head, ...digest.body, foot].filter((element) => element !== undefined),
    summary: oneLine(`${title}: ${digest.summary}`),
    wide: true,
  };
}

/** Before the publication date, Publish first says what the date is, and asks for a second, explicit choice. */
function publishIn(
  { early, destination }: NonNullable<PreviewView['publish']>,
  scope: PreviewView['digest']['scope'],
  foreword: string,
  id: string,
) {
  return {
    foreword,
    most: Math.max(textLimit, foreword.length),
    destination: escapeOneLine(`It goes to ${destination}. The figures then stay as they are.`),
    now: early ? [] : [{ ...scope }],
    early: early ? [{ id: `${id}-early`, text: escapeOneLine(early), data: { ...scope, early: 'yes' } }] : [],
  };
}

function named(heading: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const { shown, more } = firstOf(names, namesShown);
  return [escapeOneLine(`${heading} (${names.length}): ${[...shown, ...more].join(', ')}`)];
}
