import type { View } from '../../src/cards/views/view.ts';
import * as sample from './sample-views.ts';

const scope = { programme: 'harbour', cycle: '2026-11' };
const button = { title: 'Go on', verb: 'lead.overview', data: scope };
const receipt = { ref: '1.3', title: 'Dredge', line: 'Sent by you: on track.', late: false };
const waiting = {
  ref: '1.4',
  title: 'Insulate the flats',
  version: 2,
  by: 'Housing · Sent by Sam Lee on Monday 26 October at 10:15 am',
  before: { label: 'Minor slippage', tone: 'warning' as const },
  now: { label: 'On track', tone: 'good' as const },
  narrative: 'The doors are hung.',
  flags: ['its new date has passed'],
};

/** A view of each kind, with most of what it can show: a kind that is left out does not compile. */
const views: { [Kind in View['kind']]: Extract<View, { kind: Kind }>['view'] } = {
  list: sample.list({ notice: 'Please note.', lead: 'A reminder.', receipt }),
  form: sample.form({
    values: { status: 'minor_slippage', narrative: 'n', reason: 'r', revisedDate: 'd', noteToLead: 't' },
    demanded: ['reason', 'recoveryAction', 'revisedDate', 'sayBy', 'outcome'],
    problems: [{ input: 'reason', message: 'Please give the reason.' }],
    conflict: { line: 'Ama answered', narrative: 'All well', status: { label: 'On track', tone: 'good' } },
    notice: 'Note',
    draft: 'Draft',
  }),
  'confirm-no-change': sample.confirmNoChange({ needsWhy: true, why: 'w', problem: 'p' }),
  refusal: {
    title: 'No',
    message: 'Not this one.',
    typed: [{ label: 'L', text: 'T' }],
    backToList: true,
  },
  'retry-form': {
    title: 'Again',
    message: 'Please try again.',
    data: { programme: 'p', cycle: 'c', ref: '1.4', version: 2, status: 'on_track' },
    values: { revisedDate: 'r', narrative: 'n', foreword: 'f' },
    buttons: [
      { title: 'Submit', verb: 'update.submit' },
      { title: 'Back', verb: 'updates.list' },
    ],
  },
  overdue: sample.overdue(),
  'owner-page': sample.ownerPage(),
  review: {
    scope,
    notice: '1.3 is accepted.',
    headline: '7 updates wait for your sign-off',
    about: 'For the Harbour Board on Thursday 19 November',
    rows: [waiting],
    page: 2,
    pages: 3,
    clear: 4,
    drawn: '2026-10-26T10:15:00Z',
    withOwners: ['2.1: sent back by Priya Raman'],
  },
  'review-one': {
    ...waiting,
    scope,
    position: '1 of 7',
    facts: [{ label: 'What happens next', text: 'Paint them.' }],
    earlier: [{ heading: 'Last time (March 2026)', narrative: 'Half of it is done.' }],
    next: '1.5',
  },
  digest: sample.digestView({ foreword: 'f', publishedLine: 'Published' }),
  preview: sample.preview({
    notice: 'n',
    warnings: ['w'],
    more: [{ title: 'More', verb: 'lead.correct', data: { programme: 'p', cycle: 'c' } }],
    publish: {
      ...{ early: 'Early.', onDate: 'On', scheduled: 'By itself.', destination: 'there' },
      nameAwaited: true,
    },
  }),
  briefing: sample.briefing({ showsChart: true }),
  'act-form': {
    title: 'Give 1.4 more time',
    notice: 'Nothing was changed.',
    paragraphs: ['Until a working day before the close.'],
    inputs: [
      { kind: 'date', id: 'to', label: 'Until', value: '', problem: 'Please choose a day.' },
      { kind: 'text', id: 'comment', label: 'Why', value: '', most: 200, multiline: true },
      {
        kind: 'choice',
        id: 'owner',
        label: 'For whom',
        value: '',
        choices: [{ title: 'Parks', value: 'a' }],
      },
      { kind: 'tick', id: 'always', label: 'For how long', title: 'From now on', value: 'false' },
    ],
    buttons: [button, { ...button, title: 'Back' }],
  },
  history: {
    title: 'What you have answered so far',
    paragraphs: ['In all rounds.'],
    actions: [
      {
        ref: '1.4',
        title: 'Insulate the flats',
        answers: [{ line: 'Wednesday 14 October 2026: on track', text: 'The doors are hung.' }],
        earlier: button,
      },
    ],
    buttons: [button],
  },
  schedule: {
    scope,
    title: 'What goes out for the Harbour Board',
    standing: ['Whoever has nothing outstanding gets nothing.'],
    toCome: [
      { when: 'Monday 26 October', what: 'a reminder', to: '2 recipients', names: ['Sam Lee', 'Ama'] },
    ],
    gone: [{ when: 'Thursday 8 October', what: 'the request', to: '1 recipient', names: ['Sam Lee'] }],
    dates: [{ title: 'Deadline', value: 'Monday 26 October 2026, 5 pm' }],
    buttons: [button],
  },
  ready: {
    scope,
    title: 'Ready to open?',
    about: 'For the Harbour Board on Thursday 19 November 2026',
    sections: [
      { id: 'dates', heading: 'Dates', line: 'It opens on Thursday 8 October.', fine: true, items: [] },
      { id: 'reach', heading: 'Reach', line: 'One.', fine: false, items: ['Sam Lee: in Teams'] },
    ],
    forward: 'Please add the app.',
    page: 1,
    buttons: [button],
  },
  sample: { list: sample.list(), whose: 'Sam Lee' },
  notice: {
    title: 'Help',
    paragraphs: ['One', 'Two'],
    commands: [{ title: 'My updates', text: 'my updates' }],
    confirm: { title: 'Yes', verb: 'channel.use', data: { id: '1' } },
  },
};

export const everyView = Object.entries(views).map(([kind, view]) => ({ kind, view }) as View);
