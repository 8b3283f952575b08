import { outcomeOf } from '../outbox/policy/outcome.ts';
import { ConnectorFault } from './connector-answer.ts';

/** A fault as it may be logged: names and places in the code. A message could quote what somebody wrote. */
export interface LoggableFault {
  fault: string;
  /** Teams' status and code. */
  detail?: string;
  cause?: string;
  at: string[];
}

export function loggableFault(thrown: unknown): LoggableFault {
  if (!(thrown instanceof Error)) return { fault: typeof thrown, at: [] };
  return {
    fault: thrown.name,
    ...(thrown instanceof ConnectorFault ? { detail: outcomeOf(thrown.answer).detail } : {}),
    ...(thrown.cause instanceof Error ? { cause: thrown.cause.name } : {}),
    at: framesOf(thrown),
  };
}

function framesOf(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line.startsWith('at ')).slice(0, 6);
}
