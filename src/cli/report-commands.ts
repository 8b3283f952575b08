import { renderViews } from '../cards/render.ts';
import { Temporal } from '../calendar/temporal.ts';
import { dateAndTime } from '../calendar/words.ts';
import type { Update } from '../cycle/answer.ts';
import { digestJson, revisedDateWords } from '../digest/digest-json.ts';
import { headline } from '../digest/sentences.ts';
import { assembleDigest } from '../workflow/publication/assemble-digest.ts';
import { cycleStatus, type CycleStatus } from '../workflow/rounds/cycle-status.ts';
import { digestView } from '../workflow/publication/digest-view.ts';
import { updateHistory } from '../workflow/updates/update-history.ts';
import { cycleArgument } from './arguments.ts';
import type { Run } from './command.ts';
import type { CycleOptions } from './cycle-commands.ts';
import { Refused, table } from './output.ts';

/** `status`: how a cycle stands, by owner. */
export const statusCommand: Run<CycleOptions> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const status = await cycleStatus(app.store, key, app.clock.now());
  if (!status) throw new Refused(['The programme has no register. Import one first.']);
  const { requests, submitted, outstanding, owners } = status;
  return {
    document: status,
    lines: [
      ...(status.state === 'cancelled' ? ['This cycle was cancelled. As it stood:'] : []),
      `${submitted} of ${requests} updates are in; ${outstanding} outstanding, ${status.drafts} of them with a draft.`,
      ...besides(status),
      ...(status.failed === 0
        ? []
        : [
            `Not sent by a fault on our side: ${status.failed}. See “deliveries”; “resend” sends them again.`,
          ]),
      ...(status.unreadable === 0
        ? []
        : [`Messages whose records cannot be read: ${status.unreadable}. See “deliveries”.`]),
      ...table(
        owners.map(({ owner, ...own }) => [
          owner,
          `${own.submitted} of ${own.requests}`,
          own.outstanding.join(' '),
          own.delivery ?? '',
        ]),
      ),
    ],
  };
};

/** `Besides: 2 excused, 1 sent back, 3 with a later deadline.`, or nothing. */
function besides({ excused, returned, extended }: CycleStatus): string[] {
  const counts = [
    [excused, 'excused'],
    [returned, 'sent back'],
    [extended, 'with a later deadline'],
  ] as const;
  const parts = counts.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : []));
  return parts.length > 0 ? [`Besides: ${parts.join(', ')}.`] : [];
}

/** `digest`: the figures, and the card as the board sees it. */
export const digestCommand: Run<CycleOptions> = async ({ app }, options) => {
  const key = await cycleArgument(app.store.programmes, options);
  const assembled = await assembleDigest(app.store, key, app.clock.now());
  if (!assembled) throw new Refused(['The programme has no register. Import one first.']);
  const { loaded, digest, frozen, addenda } = assembled;
  const view = digestView(loaded.programme.value, loaded.cycle, digest, frozen, addenda);
  const { card } = renderViews([{ kind: 'digest', view }]);
  return {
    document: digestJson(digest, card),
    lines: [headline(digest, view.statuses)],
  };
};

/** `history`: every version of every update of one action, over all cycles, oldest first. */
export const historyCommand: Run<{ programme: string; action: string }> = async ({ app }, options) => {
  const programme = await app.store.programmes.find(options.programme);
  if (!programme) throw new Refused([`There is no programme "${options.programme}".`]);
  const { id, settings } = programme.value;
  const versions = await updateHistory(app.store, programme.value, options.action);
  if (!versions) throw new Refused([`The programme "${id}" has no action "${options.action}".`]);
  const history = versions.map(({ cycleId, update }) => printedUpdate(cycleId, update));
  const when = (at: string) => dateAndTime(Temporal.Instant.from(at), settings.calendar.timeZone);
  return {
    document: history,
    lines:
      history.length === 0
        ? ['There are no updates yet.']
        : history.flatMap((update) => [
            `${update.cycle}, version ${update.version}, ${update.by}, ${when(update.at)}: ${update.status ?? 'no status'}${update.late ? ' (late)' : ''}`,
            `  ${update.narrative}`,
          ]),
  };
};

function printedUpdate(cycle: string, update: Update) {
  const { ref, version, kind, status, narrative, by, at, late, revisedDate } = update;
  const { nextSteps, reason, recoveryAction, outcome, noteToLead, notForPublication, source } = update;
  return {
    cycle,
    ref,
    version,
    kind,
    status: status ?? null,
    narrative,
    nextSteps: nextSteps ?? null,
    reason: reason ?? null,
    recoveryAction: recoveryAction ?? null,
    revisedDate: revisedDate ? revisedDateWords(revisedDate) : null,
    outcome: outcome ?? null,
    noteToLead: noteToLead ?? null,
    notForPublication: notForPublication ?? null,
    by: by.name,
    source: source ?? null,
    at: at.toString(),
    late,
  };
}
