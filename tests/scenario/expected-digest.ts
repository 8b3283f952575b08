import type { Filled } from './answers.ts';
import { isAsked, type PaperAction, type PaperPlan } from './paper-plan.ts';

const statuses = ['completed', 'on_track', 'minor_slippage', 'significant_delay', 'closed', 'none'];

/** The digest's figures, counted from the register's rows and the answers alone. */
export function expectedDigest(plan: PaperPlan, answers: ReadonlyMap<string, Filled>) {
  const now = (action: PaperAction) => answers.get(action.ref)?.status ?? action.status;
  const isUnconfirmed = (action: PaperAction) => isAsked(action) && !answers.has(action.ref);
  const count = (actions: PaperAction[]) =>
    Object.fromEntries(
      statuses.map((status) => [status, actions.filter((action) => now(action) === status).length]),
    );
  const priorities = [...new Map(plan.actions.map(({ priority }) => [priority.number, priority])).values()];
  const exceptions = ['significant_delay', 'minor_slippage'].flatMap((status) =>
    plan.actions.filter((action) => now(action) === status),
  );
  return {
    total: plan.actions.length,
    counts: count(plan.actions),
    unconfirmed: count(plan.actions.filter(isUnconfirmed)),
    byPriority: priorities
      .sort((a, b) => a.number - b.number)
      .map(({ number, title }) => {
        const own = plan.actions.filter(({ priority }) => priority.number === number);
        return {
          number,
          title,
          total: own.length,
          counts: count(own),
          unconfirmed: count(own.filter(isUnconfirmed)),
        };
      }),
    movement: plan.actions
      .filter((action) => now(action) !== action.status)
      .map((action) => ({ ref: action.ref, from: action.status, to: now(action) })),
    exceptions: exceptions.map((action) => {
      const { reason, recoveryAction, revisedDate, sayBy } = (answers.get(action.ref) ?? {}) as Partial<
        Record<string, string>
      >;
      return {
        ref: action.ref,
        title: action.title,
        owners: action.owners,
        status: now(action),
        reason: reason ?? null,
        recoveryAction: recoveryAction ?? null,
        revisedDate: revisedDate ?? (sayBy === undefined ? null : `not yet known; will say by ${sayBy}`),
      };
    }),
  };
}
