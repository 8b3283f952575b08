import type { Baseline, Update, UpdateRequest } from './request.ts';

/** What a list says of an answer. */
export type UpdateLine = Pick<Update, 'version' | 'kind' | 'status' | 'by' | 'at' | 'late'>;

/** What a list says of a request: all but the long texts. A request is one, too. */
export interface RequestLine extends Pick<
  UpdateRequest,
  'ref' | 'order' | 'title' | 'owners' | 'asked' | 'state' | 'standIn' | 'draft'
> {
  baseline: Pick<Baseline, 'status' | 'asOf'>;
  answer?: UpdateLine;
  late?: UpdateLine;
}

export function lineOf(request: UpdateRequest): RequestLine {
  const { ref, order, title, owners, asked, state, standIn, draft, baseline, answer, late } = request;
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
  };
}

function updateLineOf({ version, kind, status, by, at, late }: Update): UpdateLine {
  return { version, kind, ...(status === undefined ? {} : { status }), by, at, late };
}
