import { contactIdOf } from '../../src/workflow/contact-id.ts';

/**
 * Two tenants, three programmes, and everybody who could press a button: those who may, those who may something else,
 * and those who may nothing. What each may do and read is written down here by hand, and never worked out by the
 * rules that are under test.
 */
export const home = 'tenant-home';
export const away = 'tenant-away';

export type Name =
  | 'ama'
  | 'ben'
  | 'cat'
  | 'dev'
  | 'eve'
  | 'priya'
  | 'lena'
  | 'omar'
  | 'zoe'
  | 'yan'
  | 'sam'
  | 'gus'
  | 'ama-abroad';

export interface Townsperson {
  tenantId: string;
  /** What they are called: a word that nobody else's card may show, unless they work together. */
  fullName: string;
  guest?: true;
}

export const people: Record<Name, Townsperson> = {
  ama: { tenantId: home, fullName: 'Ambrosine' },
  ben: { tenantId: home, fullName: 'Bartolome' },
  cat: { tenantId: home, fullName: 'Caterine' },
  dev: { tenantId: home, fullName: 'Devendra' },
  eve: { tenantId: home, fullName: 'Evangeline' },
  priya: { tenantId: home, fullName: 'Priyanka' },
  lena: { tenantId: home, fullName: 'Lenamaria' },
  omar: { tenantId: home, fullName: 'Omarion' },
  zoe: { tenantId: away, fullName: 'Zoraida' },
  yan: { tenantId: away, fullName: 'Yannick' },
  // In no register; the last with the object id of somebody who is in one, in another tenant.
  sam: { tenantId: home, fullName: 'Samuela' },
  gus: { tenantId: home, fullName: 'Gustavo', guest: true },
  'ama-abroad': { tenantId: away, fullName: 'Amabella' },
};
export const names = Object.keys(people) as Name[];

export function emailOf(name: Name): string {
  return `${name === 'ama-abroad' ? 'ama' : name}@council.example`;
}

export function idOf(name: Name): string {
  return contactIdOf(people[name].tenantId, emailOf(name));
}

export interface Plan {
  id: string;
  tenantId: string;
  scheme: 'five-category' | 'rag' | 'none';
  leads: Name[];
  chairs: Name[];
  owners: Record<string, { lead: Name; deputy?: Name }>;
  actions: Record<string, { owners: string[]; leadOfficer?: Name; mayAnswer: Name[] }>;
}

export const plans: Plan[] = [
  {
    id: 'strategy',
    tenantId: home,
    scheme: 'five-category',
    leads: ['priya'],
    chairs: ['omar'],
    owners: { Ocelots: { lead: 'ama', deputy: 'ben' }, Pangolins: { lead: 'cat' } },
    actions: {
      '1.1': { owners: ['Ocelots'], mayAnswer: ['ama', 'ben'] },
      '1.2': { owners: ['Ocelots'], mayAnswer: ['ama', 'ben'] },
      '2.1': { owners: ['Pangolins'], mayAnswer: ['cat'] },
      '2.2': { owners: ['Pangolins'], mayAnswer: ['cat'] },
      '2.3': { owners: ['Pangolins'], leadOfficer: 'dev', mayAnswer: ['dev', 'cat'] },
      '3.1': { owners: ['Ocelots', 'Pangolins'], mayAnswer: ['ama', 'ben', 'cat'] },
      '4.1': { owners: [], mayAnswer: ['priya'] },
    },
  },
  {
    id: 'other',
    tenantId: home,
    scheme: 'rag',
    leads: ['lena'],
    chairs: [],
    owners: { Numbats: { lead: 'eve', deputy: 'dev' } },
    actions: {
      '1.1': { owners: ['Numbats'], mayAnswer: ['eve', 'dev'] },
      '5.1': { owners: ['Numbats'], mayAnswer: ['eve', 'dev'] },
    },
  },
  {
    id: 'abroad',
    tenantId: away,
    scheme: 'none',
    leads: ['yan'],
    chairs: [],
    owners: { Kinkajous: { lead: 'zoe' } },
    actions: {
      '1.1': { owners: ['Kinkajous'], mayAnswer: ['zoe'] },
      '9.9': { owners: ['Kinkajous'], mayAnswer: ['zoe'] },
    },
  },
];

/** The cycles of every plan, by the state that they are in when the payloads come. */
export const cycles = { spring: 'published', summer: 'closed', autumn: 'open', winter: 'scheduled' } as const;

/** Words that were said before the payloads come, each with those who may read it. */
export interface Secret {
  word: string;
  mayRead: readonly Name[];
}

/** What somebody sent or saved. `words` are the secret ones; `also` is the rest of what the form demands. */
export interface Said {
  cycle: keyof typeof cycles;
  plan: string;
  ref: string;
  by: Name;
  verb: 'update.submit' | 'update.saveDraft';
  inputs: Record<string, string>;
}

/** An answer is for those who may answer too, and for the leads; a draft for the former only; a note for its author. */
export const said: Said[] = [
  submitted('spring', 'strategy', '1.1', 'ama', {
    status: 'on_track',
    narrative: 'springama',
    nextSteps: 's',
  }),
  submitted('spring', 'strategy', '2.1', 'cat', {
    status: 'on_track',
    narrative: 'springcat',
    nextSteps: 's',
  }),
  submitted('spring', 'other', '1.1', 'eve', { status: 'green', narrative: 'springeve', nextSteps: 's' }),
  submitted('summer', 'strategy', '3.1', 'cat', {
    status: 'minor_slippage',
    narrative: 'summercat',
    reason: 'summerreason',
    recoveryAction: 'summerrecovery',
    noteToLead: 'summernote',
  }),
  drafted('summer', 'strategy', '1.2', 'ben', { narrative: 'summerdraft' }),
  submitted('autumn', 'strategy', '3.1', 'ben', {
    status: 'on_track',
    narrative: 'autumnben',
    nextSteps: 'autumnnext',
    noteToLead: 'autumnnote',
  }),
  submitted('autumn', 'strategy', '2.2', 'cat', {
    status: 'significant_delay',
    narrative: 'autumncat',
    reason: 'autumnreason',
    recoveryAction: 'autumnrecovery',
    sayBy: '2026-12-01',
    noteToLead: 'autumncatnote',
  }),
  drafted('autumn', 'strategy', '1.2', 'ama', { narrative: 'draftama', noteToLead: 'draftamanote' }),
  drafted('autumn', 'strategy', '2.1', 'cat', { narrative: 'draftcat', status: 'on_track' }),
  drafted('autumn', 'strategy', '2.3', 'dev', { narrative: 'draftdev' }),
  drafted('autumn', 'strategy', '4.1', 'priya', { narrative: 'draftpriya' }),
  submitted('autumn', 'other', '1.1', 'eve', {
    status: 'amber',
    narrative: 'autumneve',
    reason: 'evereason',
    recoveryAction: 'everecovery',
  }),
  drafted('autumn', 'other', '5.1', 'dev', { narrative: 'draftother' }),
  submitted('autumn', 'abroad', '1.1', 'zoe', { narrative: 'autumnzoe', noteToLead: 'zoenote' }),
  drafted('autumn', 'abroad', '9.9', 'zoe', { narrative: 'draftzoe' }),
];

function submitted(cycle: Said['cycle'], plan: string, ref: string, by: Name, inputs: Said['inputs']): Said {
  return { cycle, plan, ref, by, verb: 'update.submit', inputs };
}

function drafted(cycle: Said['cycle'], plan: string, ref: string, by: Name, inputs: Said['inputs']): Said {
  return { cycle, plan, ref, by, verb: 'update.saveDraft', inputs };
}

export function titleOf({ id }: Plan, ref: string): string {
  return `title${id}${ref.replace('.', 'x')}`;
}

export const secrets: Secret[] = [
  ...said.flatMap(secretsOf),
  ...plans.flatMap((plan) =>
    Object.entries(plan.actions).map(([ref, { mayAnswer }]) => ({
      word: titleOf(plan, ref),
      mayRead: [...mayAnswer, ...plan.leads],
    })),
  ),
  ...plans.flatMap((plan) =>
    Object.keys(plan.owners).map((owner) => ({
      word: owner,
      mayRead: [...nearOwner(plan, owner), ...plan.leads],
    })),
  ),
  ...names.map((name) => ({
    word: people[name].fullName,
    mayRead: names.filter((other) => knows(other, name)),
  })),
  ...names.map((name) => ({ word: idOf(name), mayRead: names.filter((other) => knows(other, name)) })),
];

function secretsOf({ plan: id, ref, by, verb, inputs }: Said): Secret[] {
  const plan = plans.find((one) => one.id === id);
  const mayAnswer = plan?.actions[ref]?.mayAnswer ?? [];
  return Object.entries(inputs).flatMap(([input, word]) => {
    if (input === 'status' || !/^[a-z]{5,}$/.test(word)) return [];
    if (verb === 'update.saveDraft') return [{ word, mayRead: mayAnswer }];
    return [{ word, mayRead: input === 'noteToLead' ? [by] : [...mayAnswer, ...(plan?.leads ?? [])] }];
  });
}

function nearOwner({ actions }: Plan, owner: string): Name[] {
  return Object.values(actions).flatMap(({ owners, mayAnswer }) => (owners.includes(owner) ? mayAnswer : []));
}

/** Whether one may read the other's name and words: their own, those of whoever shares an action, a lead's people's. */
export function knows(reader: Name, other: Name): boolean {
  if (reader === other) return true;
  return plans.some(({ leads, actions }) => {
    const groups = Object.values(actions).map(({ mayAnswer }) => mayAnswer);
    const inPlan = (name: Name) => leads.includes(name) || groups.some((group) => group.includes(name));
    if (leads.includes(reader) && inPlan(other)) return true;
    if (leads.includes(other) && inPlan(reader)) return true;
    return groups.some((group) => group.includes(reader) && group.includes(other));
  });
}
