/**
 * Why somebody cannot be reached, as it reads after "Not reached:". The ledger's own reasons are short; a lead, who has to
 * do something about it, is told a little more. Any other reason is said as it stands.
 */
const longer: ReadonlyMap<string, string> = new Map([
  ['not installed', 'the app is not installed for them'],
  ['removed the app', 'they have removed the app'],
  ['blocked the bot', 'they have blocked the bot'],
  ['messages from the bot are switched off', 'they have switched off messages from the bot'],
  ['left the organisation', 'Teams does not know them any more; they may have left'],
  ['no e-mail configured', 'they are written to by e-mail only, and this bot sends none yet'],
]);

/** `the app is not installed for them` */
export function reasonWords(why: string | undefined): string {
  return why === undefined ? 'no reason is known' : (longer.get(why) ?? why);
}
