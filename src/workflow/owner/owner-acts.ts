import { ListData, RequestData } from '../card-data.ts';
import { confirmNoChange } from '../updates/confirm-no-change.ts';
import { leaveForm } from '../updates/leave-form.ts';
import { openUpdate } from '../updates/open-update.ts';
import { saveDraft } from '../updates/save-draft.ts';
import { submitUpdate } from '../updates/submit-update.ts';
import { agreeWithLead, keepOwn } from './answer-suggestion.ts';
import { away, AwayData, saveAway } from './away.ts';
import { HandBackData, handRequestBack } from './hand-back.ts';
import { MineData, mineAfterAll, notMine, NotMineData } from './not-mine.ts';
import { passOn } from './pass-on.ts';
import { PassOnData } from './pass-on-form.ts';
import { history, HistoryData } from './history.ts';
import { withdrawUpdate } from './withdraw-update.ts';
import { withData, type OwnerAct, type RequestPress } from './owner-act.ts';

/** Those that begin by reading their request: it is read while the person is looked up. */
export const requestActs: ReadonlyMap<string, OwnerAct<RequestPress>> = new Map([
  [
    'update.open',
    withData(RequestData, async (deps, data, press: RequestPress) => ({
      reply: await openUpdate(deps, data, press),
    })),
  ],
  ['update.submit', withData(RequestData, submitUpdate)],
  ['update.saveDraft', withData(RequestData, saveDraft)],
  ['update.noChange', withData(RequestData, confirmNoChange)],
  ['update.withdraw', withData(RequestData, withdrawUpdate)],
  ['update.agree', withData(RequestData, agreeWithLead)],
]);

/** What owners can do with a button, each answered in their own chat only. */
export const ownerActs: ReadonlyMap<string, OwnerAct<RequestPress>> = new Map([
  ...requestActs,
  ['updates.list', withData(ListData, leaveForm)],
  [
    'update.history',
    withData(HistoryData, async (deps, data, { actor }) => ({ reply: await history(deps, actor, data) })),
  ],
  ['me.away', withData(AwayData, (deps, data, press) => Promise.resolve({ reply: away(deps, data, press) }))],
  ['me.away.save', withData(AwayData, saveAway)],
  ['update.notMine', withData(NotMineData, notMine)],
  ['update.mine', withData(MineData, mineAfterAll)],
  ['update.passOn', withData(PassOnData, passOn)],
  ['update.handBack', withData(HandBackData, handRequestBack)],
  ['update.keep', withData(RequestData, keepOwn)],
]);
