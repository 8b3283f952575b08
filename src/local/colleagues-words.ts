import type { Temporal } from '../calendar/temporal.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import type { StatusId } from '../programme/status-scheme.ts';

/** What a colleague is likely to say next, by what was last said; each with its share. */
const nextStatus: Record<StatusId, [StatusId, number][]> = {
  on_track: [
    ['on_track', 0.6],
    ['completed', 0.15],
    ['minor_slippage', 0.17],
    ['significant_delay', 0.08],
  ],
  minor_slippage: [
    ['on_track', 0.4],
    ['minor_slippage', 0.35],
    ['significant_delay', 0.15],
    ['completed', 0.1],
  ],
  significant_delay: [
    ['significant_delay', 0.5],
    ['minor_slippage', 0.4],
    ['closed', 0.1],
  ],
};

const narratives: Partial<Record<StatusId, string[]>> = {
  on_track: [
    'The second group of staff has been trained, and the service runs on four days a week now. Attendance is steady.',
    'We met the partners in the spring and agreed who leads on what. The first sessions are booked and most places are taken.',
    'The pilot goes on as planned. Early feedback from residents is good, and we have changed the opening hours as they asked.',
  ],
  completed: [
    'Everything that was planned is in place, and the team runs it as part of everyday work.',
    'The last site opened this quarter. The project group has met for the last time.',
  ],
  minor_slippage: [
    'Two posts are vacant, so the start in the north of the borough has moved by some weeks. The rest goes on.',
    'The supplier delivered late. We have used the time to finish the training.',
  ],
  significant_delay: [
    'The grant that this rests on was not renewed, and no other money has been found so far.',
    'There has been little progress: the building is closed for repairs and we have found no other.',
  ],
  closed: ['After talks with the partners we will not take this further.'],
};

/**
 * The form as a simulated colleague fills it in, with what the status demands. `share` gives a number in [0, 1) for a
 * name, always the same.
 */
export function writeUpdate(
  { baseline }: UpdateRequest,
  share: (what: string) => number,
  today: Temporal.PlainDate,
): Record<string, string> {
  const choices = nextStatus[baseline.status ?? 'on_track'] ?? [['on_track', 1]];
  const status = pick(choices, share('status'));
  const texts = narratives[status] ?? [];
  const narrative = texts[Math.floor(share('narrative') * texts.length)] ?? 'Work goes on as planned.';
  return { status, narrative, ...demanded(status, share, today) };
}

function demanded(
  status: StatusId,
  share: (what: string) => number,
  today: Temporal.PlainDate,
): Record<string, string> {
  const newDate = today.add({ months: 3 + Math.floor(share('months') * 6) }).toString();
  switch (status) {
    case 'on_track':
      return { nextSteps: 'Review the figures with the partners, and report on the first full quarter.' };
    case 'completed':
      return { outcome: 'Residents have the service close to home, and waiting times are down.' };
    case 'minor_slippage':
      return {
        reason: 'Recruitment took longer than planned.',
        recoveryAction: 'Agency cover until the posts are filled.',
      };
    case 'significant_delay':
      return {
        reason: 'Funding is not secured.',
        recoveryAction: 'A bid goes to the partnership fund next month.',
        ...(share('promise') < 0.3 ? { sayBy: newDate } : { revisedDate: newDate }),
      };
    default:
      return { reason: 'Another programme now covers it. The partnership group decided so.' };
  }
}

function pick(choices: readonly (readonly [StatusId, number])[], at: number): StatusId {
  let sum = 0;
  for (const [status, share] of choices) {
    sum += share;
    if (at < sum) return status;
  }
  return choices.at(-1)?.[0] ?? 'on_track';
}
