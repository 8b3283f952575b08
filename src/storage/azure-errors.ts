import { RestError } from '@azure/data-tables';
import { z } from 'zod';
import { RefusedByStorage } from './refused.ts';

/** They come as 404 and 409, as a missing row and a conflict do, and are faults of the set-up. */
const tableFaults = ['TableNotFound', 'TableBeingDeleted'];

/** Whether the row, and not the table, is not there. */
export function isMissingRow(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404 && !isTableFault(error);
}

/** Exists already, tag does not match, or (in a guarded write) not there any more. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof RestError) || isTableFault(error)) return false;
  return [404, 409, 412].includes(error.statusCode ?? 0);
}

/** A fault in words that hold no row: the SDK's own error carries the request, with all that it would have stored. */
export function asFault(table: string, error: unknown): Error {
  if (!(error instanceof RestError)) {
    return new Error(`Table ${table} did not answer in time, or not as expected.`, { cause: error });
  }
  const code = [error.statusCode, codeOf(error)].filter((part) => part !== undefined).join(' ');
  const message = `An operation on table ${table} failed: ${code}.`;
  return isRefusal(error.statusCode) ? new RefusedByStorage(message) : new Error(message);
}

/** The request itself is at fault; not the hour, nor the load. */
function isRefusal(status: number | undefined): boolean {
  return status === 400 || status === 413;
}

function isTableFault(error: RestError): boolean {
  return tableFaults.includes(codeOf(error) ?? '');
}

const odataDetails = z.object({ odataError: z.object({ code: z.string() }) });

/** A transaction's error and the network's have their code on the error itself, others in the answer's body. */
function codeOf(error: RestError): string | undefined {
  return error.code ?? odataDetails.safeParse(error.details).data?.odataError.code;
}
