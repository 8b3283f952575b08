import type { ActFormView } from '../../cards/views/act-form.ts';
import { tidy } from '../../cycle/typed-text.ts';
import type { Addendum } from '../../digest/addendum.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { redrawnWords, redrawPublished } from '../publication/redraw-published.ts';
import { sensitiveWords } from '../publication/sensitive-words.ts';
import { actionInput, chosenAction } from './action-input.ts';
import type { CorrectData } from './digest-data.ts';
import type { LeadPress } from './lead-press.ts';
import { answerWithPreview } from './preview-reply.ts';

/** The most that a correction may have, in UTF-16 characters: it is never cut on a card. */
const correctionLimit = 500;

interface Problems {
  ref?: string;
  correction?: string;
  /** What should be looked at in the text, before it is published all the same. */
  looksLike?: string[];
}

/**
 * `lead.correct`: puts a correction beneath what was published. The published words and figures stay as they are, and
 * the correction stands with who made it and when, in the channel and with the chairs.
 */
export async function correct(press: LeadPress<CorrectData>): Promise<ActResult> {
  const { deps, chosen, data } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (loaded?.cycle.state !== 'published') {
    return answerWithPreview(press, { notice: 'Nothing is published yet, so there is nothing to correct.' });
  }
  if (!data.filled) return showForm(press, loaded, {});
  const problems = problemsOf(loaded, data);
  return Object.keys(problems).length > 0
    ? showForm(press, loaded, problems)
    : publishCorrection(press, loaded);
}

function problemsOf(loaded: LoadedCycle, data: CorrectData): Problems {
  const text = tidy(data.correction);
  const looksLike = data.looked ? [] : sensitiveWords(loaded, [{ text }]);
  return {
    ...(chosenAction(loaded.requests, data.ref) === 'unknown' && {
      ref: 'Please choose an action of this plan, or the digest as a whole.',
    }),
    ...(text === '' && { correction: 'Please write how it should read.' }),
    ...(text.length > correctionLimit && {
      correction: `Please shorten this to ${correctionLimit} characters.`,
    }),
    ...(looksLike.length > 0 && { looksLike }),
  };
}

async function publishCorrection(press: LeadPress<CorrectData>, loaded: LoadedCycle): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const about = chosenAction(loaded.requests, data.ref);
  const action = about === undefined || about === 'unknown' ? {} : { ref: about.ref, title: about.title };
  const text = tidy(data.correction);
  const last = (await deps.store.cycles.addenda(chosen.key)).at(-1);
  if (last && saysTheSame(last, text, action.ref)) {
    // Whoever made it may have been cut short before anybody was shown it.
    const redrawn = redrawnWords(await redrawPublished(deps, chosen.key));
    const notice = `${last.by.name} has made this correction already. ${redrawn}`.trim();
    return answerWithPreview(press, { notice });
  }
  const id = `correction-${action.ref ?? 'whole'}-${author.contactId.slice(0, 8)}`;
  await deps.store.cycles.addAddendum(
    chosen.key,
    { id, kind: 'correction', by: author, at: now, text, ...action },
    {
      id: `corrected-${action.ref ?? 'whole'}-${author.contactId.slice(0, 8)}`,
      at: now,
      kind: 'corrected',
      by: author,
      ...(action.ref !== undefined && { ref: action.ref }),
      ...(turn.card && { card: turn.card.activityId }),
    },
  );
  const redrawn = redrawnWords(await redrawPublished(deps, chosen.key));
  const notice = `Corrected: it stands beneath what was published, which stays as it is. ${redrawn}`.trim();
  return answerWithPreview(press, { notice, done: true });
}

/** A second tap says the same as the first. */
function saysTheSame(last: Addendum, text: string, ref: string | undefined): boolean {
  return last.kind === 'correction' && last.text === text && last.ref === ref;
}

function showForm(
  { data }: LeadPress<CorrectData>,
  loaded: LoadedCycle,
  { ref, correction, looksLike = [] }: Problems,
): ActResult {
  const { programme, cycle } = data;
  const scope = { programme, cycle };
  const isToLookAt = looksLike.length > 0;
  const view: ActFormView = {
    title: 'Correct what was published',
    ...(isToLookAt && { notice: `Please look at this before others read it: ${looksLike.join(' ')}` }),
    paragraphs: [
      'What was published stays as it is. The correction stands beneath it, with your name and the date, in the channel and with the chairs.',
    ],
    inputs: [
      actionInput(loaded.requests, {
        value: data.ref,
        offersWhole: true,
        ...(ref !== undefined && { problem: ref }),
      }),
      {
        kind: 'text',
        id: 'correction',
        label: 'How it should read (needed)',
        value: data.correction,
        most: correctionLimit,
        multiline: true,
        ...(correction !== undefined && { problem: correction }),
      },
    ],
    buttons: [
      {
        title: isToLookAt ? 'Publish it as it is' : 'Publish the correction',
        verb: 'lead.correct',
        data: { ...scope, filled: 'yes', ...(isToLookAt && { looked: 'yes' }) },
      },
      { title: 'Back', verb: 'digest.preview', data: scope },
    ],
  };
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}
