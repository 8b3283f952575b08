import { contactIdOf } from '../../src/workflow/people/contact-id.ts';

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
  return `${name === 'ama-abroad' ? 'ama' : name}@townhall.example`;
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

/** Words that somebody must not be shown, and whom they belong to; who that is now, `Rights` say. */
export type Secret = { word: string } & (
  | { of: 'title'; plan: Plan; ref: string }
  | { of: 'owner'; plan: Plan }
  | { of: 'person'; name: Name }
  /** Sent in a cycle, or only saved as a draft. */
  | { of: 'answer' | 'draft'; plan: Plan; ref: string; cycle: keyof typeof cycles }
  | { of: 'note'; plan: Plan; ref: string; by: Name }
);

/** What somebody sent or saved. `words` are the secret ones; `also` is the rest of what the form demands. */
export interface Said {
  cycle: keyof typeof cycles;
  plan: string;
  ref: string;
  by: Name;
  verb: 'update.submit' | 'update.saveDraft';
  inputs: Record<string, string>;
}

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

export const secrets: readonly Secret[] = [
  ...said.flatMap(secretsOf),
  ...plans.flatMap((plan) =>
    Object.keys(plan.actions).map((ref) => ({ word: titleOf(plan, ref), of: 'title' as const, plan, ref })),
  ),
  ...plans.flatMap((plan) => Object.keys(plan.owners).map((word) => ({ word, of: 'owner' as const, plan }))),
  ...names.flatMap((name) =>
    [people[name].fullName, idOf(name)].map((word) => ({ word, of: 'person' as const, name })),
  ),
];

function secretsOf({ plan: id, cycle, ref, by, verb, inputs }: Said): Secret[] {
  const plan = planOf(id);
  return Object.entries(inputs).flatMap(([input, word]): Secret[] => {
    if (input === 'status' || !/^[a-z]{5,}$/.test(word)) return [];
    if (verb === 'update.saveDraft') return [{ word, of: 'draft', plan, ref, cycle }];
    if (input === 'noteToLead') return [{ word, of: 'note', plan, ref, by }];
    return [{ word, of: 'answer', plan, ref, cycle }];
  });
}

export function planOf(id: string): Plan {
  const plan = plans.find((one) => one.id === id);
  if (!plan) throw new Error(`There is no plan ${id}.`);
  return plan;
}
