import type { Update } from './answer.ts';
import type { Baseline } from './baseline.ts';
import type { Extension, Returned } from './request-marks.ts';
import type { UpdateRequest } from './request.ts';

/** What a list says of an answer. */
export type UpdateLine = Pick<
  Update,
  'version' | 'kind' | 'status' | 'by' | 'at' | 'late' | 'source' | 'recordedFor'
>;

/** What a list says of a request: all but the long texts. A request is one, too. */
export interface RequestLine extends Pick<
  UpdateRequest,
  'ref' | 'order' | 'title' | 'owners' | 'asked' | 'state' | 'standIn' | 'draft' | 'notMine' | 'versions'
> {
  baseline: Pick<Baseline, 'status' | 'asOf'>;
  answer?: UpdateLine;
  late?: UpdateLine;
  returned?: Pick<Returned, 'by' | 'comment' | 'answerBy' | 'suggested'>;
  extended?: Pick<Extension, 'to'>;
}

export function lineOf(request: UpdateRequest): RequestLine {
  const { ref, order, title, owners, asked, state, standIn, draft, baseline, answer, late } = request;
  const { notMine, versions, returned, extended } = request;
  return {
    ref,
    order,
    title,
    owners,
    asked,
    state,
    ...(standIn && { standIn }),
    baseline: {
      ...(baseline.status === undefined ? {} : { status: baseline.status }),
      ...(baseline.asOf === undefined ? {} : { asOf: baseline.asOf }),
    },
    ...(answer && { answer: updateLineOf(answer) }),
    ...(late && { late: updateLineOf(late) }),
    ...(draft && { draft }),
    ...(notMine && { notMine }),
    ...(versions !== undefined && { versions }),
    ...(returned && { returned: returnedLine(returned) }),
    ...(extended && { extended: { to: extended.to } }),
  };
}

function updateLineOf(update: Update): UpdateLine {
  const { version, kind, status, by, at, late, source, recordedFor } = update;
  return {
    version,
    kind,
    ...(status === undefined ? {} : { status }),
    by,
    at,
    late,
    ...(source === undefined ? {} : { source }),
    ...(recordedFor === undefined ? {} : { recordedFor }),
  };
}

function returnedLine({ by, comment, answerBy, suggested }: Returned): RequestLine['returned'] & object {
  return { by, comment, answerBy, ...(suggested === undefined ? {} : { suggested }) };
}
