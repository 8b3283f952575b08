import { chairPersona, leadPersona, ownerPersona, type Persona } from './personas.ts';

export interface Running {
  addressOf: (role: Persona['role']) => string;
  /** What local mode's clock shows, in words. */
  now: string;
  hasProgramme: boolean;
  /** Where everything is kept; undefined where a store of the visitor's own is used. */
  directory: string | undefined;
}

/** What local mode says once it runs: three addresses, and what to do with them. */
export function whatToTry({ addressOf, now, hasProgramme, directory }: Running): string {
  const addresses: [string, string][] = [
    [`An action owner, ${ownerPersona.name}`, addressOf('owner')],
    [`The programme lead, ${leadPersona.name}`, addressOf('lead')],
    [`The board's channel, and its chair ${chairPersona.name}`, addressOf('chair')],
  ];
  const widest = Math.max(...addresses.map(([who]) => who.length));
  return [
    '',
    'Board Updates runs. Open these in a browser:',
    '',
    ...addresses.map(([who, address]) => `  ${`${who}:`.padEnd(widest + 2)} ${address}`),
    '',
    ...(hasProgramme ? tour : noProgramme),
    '',
    `Here it is ${now}; the clock runs on from there.`,
    `Stop with Ctrl-C.${directory === undefined ? '' : ` Everything is kept in ${directory}; remove that folder to start afresh.`}`,
    '',
  ].join('\n');
}

const tour = [
  'To try:',
  '  1. As the owner, press Update on the card that has come, and submit one.',
  '  2. As the lead, write: overdue',
  '  3. As the lead, write: skip to close',
  '     Then publish the digest from the preview that comes.',
  "  4. Look at the board's channel (Board papers), and at the chair's chat.",
];

const noProgramme = [
  'There is no programme yet. Import one, and add a cycle:',
  '  npm run -s cli -- import register.csv --programme ID --owners owners.csv --settings settings.json',
  '  npm run -s cli -- cycle add --programme ID --cycle ID --meeting DATE',
];
