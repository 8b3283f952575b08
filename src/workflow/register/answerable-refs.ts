import { routesOf, type Answering } from '../../cycle/routing.ts';
import type { Register } from '../../programme/register.ts';

/** Refs by the contact ids of those who may answer for them, in the register's order. */
export type AnswerableRefs = ReadonlyMap<string, readonly string[]>;

/** A register in force is read once, and its leads hardly change: so this is worked out once, too. */
const ofRegisters = new WeakMap<Register, { leads: string; refs: AnswerableRefs }>();

/** The refs of the actions that each contact may answer, by all that says who answers for what. */
export function answerableRefs(answering: Answering): AnswerableRefs {
  const { register, leads } = answering;
  // What was handed over, and who is away, is as new as the programme's row.
  const isUsual = !answering.handovers && !answering.absences;
  const leadIds = leads.map(({ id }) => id).join();
  const known = ofRegisters.get(register);
  if (isUsual && known?.leads === leadIds) return known.refs;
  const refs = new Map<string, string[]>();
  for (const { ref, mayAnswer } of routesOf(answering, register.actions).values()) {
    for (const contactId of mayAnswer) {
      const own = refs.get(contactId);
      if (own) own.push(ref);
      else refs.set(contactId, [ref]);
    }
  }
  if (isUsual) ofRegisters.set(register, { leads: leadIds, refs });
  return refs;
}
