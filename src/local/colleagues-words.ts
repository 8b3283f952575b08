import type { Temporal } from '../calendar/temporal.ts';
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

/** Whole answers, so that what is said in one hangs together; of a kind that any action could give. */
const answers: Record<StatusId, Record<string, string>[]> = {
  on_track: [
    {
      narrative:
        'The second group of staff has been trained, and the service runs on four days a week now. Attendance is steady.',
      nextSteps: 'Open on Fridays too, and look at the first full quarter with the partners.',
    },
    {
      narrative:
        'We met the partners in the spring and agreed who leads on what. The first sessions are booked and most places are taken.',
      nextSteps: 'Hold the first sessions, and ask those who came what they made of them.',
    },
    {
      narrative:
        'The pilot goes on as planned. Early feedback from residents is good, and we have changed the opening hours as they asked.',
      nextSteps: 'Report on the pilot, with a proposal for the other wards.',
    },
    {
      narrative:
        'All but two of the sites have signed up. The two that have not are waiting for their governors.',
      nextSteps: 'Speak to both sets of governors before the end of term.',
    },
    {
      narrative:
        'The contract was let in good time and within the budget. The provider has taken on local people.',
      nextSteps: 'Start at the first three addresses, and publish the waiting times each month.',
    },
  ],
  completed: [
    {
      narrative: 'Everything that was planned is in place, and the team runs it as part of everyday work.',
      outcome: 'Residents notice the difference: complaints about it are down by a third.',
    },
    {
      narrative: 'The last part was finished this quarter. The project group has met for the last time.',
      outcome: 'It reaches every ward now, and 2,300 people have had the good of it since the summer.',
    },
    {
      narrative: 'The evaluation is done and published. What worked has gone into the service’s own plan.',
      outcome: 'Seven in ten of those who took part say that it changed what they do.',
    },
  ],
  minor_slippage: [
    {
      narrative:
        'Two posts are vacant, so the start in the north of the borough has moved by some weeks. The rest goes on.',
      reason: 'Recruitment took longer than planned.',
      recoveryAction: 'Agency cover until the posts are filled.',
    },
    {
      narrative: 'The contract was signed late. We have used the time to finish the training.',
      reason: 'The contract took six weeks longer to sign than planned.',
      recoveryAction: 'The first two stages run side by side, which makes up most of it.',
    },
    {
      narrative: 'We asked residents after the holidays and not before, so that more of them would answer.',
      reason: 'The consultation moved to the autumn.',
      recoveryAction: 'The answers are read in house, in half the time.',
    },
    {
      narrative: 'The partners agree on the new way of working. One of their systems cannot take it yet.',
      reason: 'A change to a records system is needed first.',
      recoveryAction: 'It is done by hand meanwhile, twice a week.',
    },
  ],
  significant_delay: [
    {
      narrative: 'The grant that this rests on was not renewed, and no other money has been found so far.',
      reason: 'Funding is not secured.',
      recoveryAction: 'A bid goes to the partnership fund next month.',
    },
    {
      narrative:
        'There has been little progress: the post that leads on this has been empty since the summer.',
      reason: 'The post that leads on it has been empty since the summer.',
      recoveryAction: 'A partner lends us somebody for six months, from next month.',
    },
    {
      narrative:
        'The two organisations have not agreed who holds the budget, and nothing can be bought until they do.',
      reason: 'The partners have not agreed who pays for what.',
      recoveryAction: 'The chief executives meet on it, with a paper from both finance teams.',
    },
    {
      narrative: 'The tender drew no bids that met the specification. It has to be run again.',
      reason: 'No provider offered what was asked for at that price.',
      recoveryAction: 'The specification is being cut into two lots, for smaller providers.',
    },
  ],
  closed: [
    {
      narrative: 'After talks with the partners we will not take this further.',
      reason: 'Another programme now covers it. The partnership group decided so.',
    },
  ],
};

export interface Said {
  /** The last status that is known. */
  last: StatusId | undefined;
  /** Gives a number in [0, 1) for a name, always the same. */
  share: (what: string) => number;
  /** How many colleagues have given this status already: they do not repeat each other. */
  already: (status: StatusId) => number;
  today: Temporal.PlainDate;
}

/** The form as a simulated colleague fills it in, with what the status demands. */
export function writeUpdate({ last, share, already, today }: Said): Record<string, string> {
  const status = pick(nextStatus[last ?? 'on_track'] ?? [['on_track', 1]], share('status'));
  const texts = answers[status] ?? [];
  const text = texts[already(status) % texts.length] ?? { narrative: 'Work goes on as planned.' };
  if (status !== 'significant_delay') return { status, ...text };
  const day = endOfMonth(today.add({ months: 3 + Math.floor(share('months') * 6) })).toString();
  return { status, ...text, ...(share('promise') < 0.3 ? { sayBy: day } : { revisedDate: day }) };
}

/** Its last day that is no weekend: people promise the end of a month, not a Sunday. */
function endOfMonth(date: Temporal.PlainDate): Temporal.PlainDate {
  const last = date.with({ day: date.daysInMonth });
  return last.subtract({ days: Math.max(0, last.dayOfWeek - 5) });
}

function pick(choices: readonly (readonly [StatusId, number])[], at: number): StatusId {
  let sum = 0;
  for (const [status, share] of choices) {
    sum += share;
    if (at < sum) return status;
  }
  return choices.at(-1)?.[0] ?? 'on_track';
}
