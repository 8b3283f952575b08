import type { Seen } from '../fakes/teams-server.ts';
import type { Town } from './found-town.ts';
import type { Answered } from './send.ts';
import type { Rights } from './rights.ts';
import { emailOf, names, people, secrets, type Name } from './town.ts';

/** More than any card of ours; what was typed comes on top. */
const mostBytes = 30_000;

/** Marks tell whose words they are: `mkama12x`. */
export function markOf(who: Name | undefined, count: number): string {
  return `mk${(who ?? 'nobody').replace('-', '')}z${count}x`;
}

/** What is wrong with an answer; empty where nothing is. */
export function faultsOfAnswer({ storageFails }: Town, rights: Rights, answered: Answered): string[] {
  const { who, isInvoke, sent, status, body } = answered;
  const sentBytes = Buffer.byteLength(JSON.stringify(sent));
  // An installation asks nothing that could be answered; a button and a line of chat do.
  const wantsAnswer = isInvoke || answered.payload.kind === 'chat';
  if (status >= 500 && storageFails && !wantsAnswer) return [];
  if (status >= 500) return [`The bot answered ${status}.`];
  const leaks =
    who === undefined ? [] : leaksTo(rights, who, JSON.stringify(body ?? ''), JSON.stringify(sent));
  if (!isInvoke || status !== 200) {
    const refused = status === 200 || status === 400 || (status === 413 && sentBytes > 256 * 1024);
    return [...leaks, ...(refused ? [] : [`The bot answered ${status}.`])];
  }
  return [...leaks, ...faultsOfInvokeAnswer(body, sentBytes)];
}

function faultsOfInvokeAnswer(body: unknown, sentBytes: number): string[] {
  const { statusCode, type, value } = (body ?? {}) as {
    statusCode?: unknown;
    type?: unknown;
    value?: unknown;
  };
  if (typeof statusCode !== 'number' || statusCode >= 500)
    return [`The invoke was answered ${String(statusCode)}.`];
  if (type === 'application/vnd.microsoft.error') {
    const { code, message } = (value ?? {}) as { code?: unknown; message?: unknown };
    return typeof code === 'string' && typeof message === 'string'
      ? []
      : ['The error has no code or no message.'];
  }
  if (type !== 'application/vnd.microsoft.card.adaptive')
    return [`An invoke was answered with ${String(type)}.`];
  const text = JSON.stringify(value);
  if (!text.startsWith('{"type":"AdaptiveCard"')) return ['What came is no card.'];
  // What was typed comes back, once in an input or in words.
  if (Buffer.byteLength(text) > mostBytes + 2 * sentBytes) return [`A card of ${text.length} characters.`];
  return [];
}

/** Words that somebody may not read, in what they were shown; but what they sent themselves may come back to them. */
export function leaksTo(rights: Rights, reader: Name, shown: string, sent = ''): string[] {
  const isNew = (word: string): boolean => shown.includes(word) && !sent.includes(word);
  const planted = secrets.filter((secret) => isNew(secret.word) && !rights.mayRead(reader, secret));
  const strangers = names.filter((name) => !rights.knows(reader, name));
  const known = names.filter((name) => !strangers.includes(name)).map(emailOf);
  const addresses = strangers.filter((name) => !known.includes(emailOf(name)) && isNew(emailOf(name)));
  const marks = [...shown.matchAll(/mk([a-z]+?)z\d+x/g)].filter(([word]) => isNew(word));
  const authors = new Set(marks.map(([, author]) => author));
  return [
    ...planted.map(({ word }) => `${reader} was shown “${word}”.`),
    ...addresses.map((name) => `${reader} was shown the address of ${name}.`),
    ...names
      .filter((name) => authors.has(name.replace('-', '')) && !rights.mayReadWordsOf(reader, name))
      .map((name) => `${reader} was shown words of ${name}.`),
  ];
}

/** What was sent or drawn again meanwhile, to whomever: nobody may see what they may not read. */
export function leaksInSeen(town: Town, rights: Rights, seen: readonly Seen[]): string[] {
  return seen.flatMap((one) => {
    const text = JSON.stringify([one.card, one.text, one.summary]);
    const reader = names.find((name) => town.townspeople[name].chatId === one.conversationId);
    if (reader) return leaksTo(rights, reader, text);
    return secrets
      .filter(({ word }) => text.includes(word))
      .map(({ word }) => `The channel was shown “${word}”.`);
  });
}

/** No fault of ours is hidden behind an apology, and nothing that anybody said or is called is logged. */
export function faultsInLog({ logged, storageFails }: Town): string[] {
  return logged.flatMap((line) => {
    const { level } = JSON.parse(line) as { level: number };
    const personal =
      /mk[a-z]+z\d+x/.test(line) ||
      names.some((name) => line.includes(people[name].fullName) || line.includes(emailOf(name))) ||
      secrets.some(({ word }) => /^[a-z]/.test(word) && !/^[0-9a-f]{16}$/.test(word) && line.includes(word));
    return [
      ...(level >= 50 && !storageFails ? [`A fault was logged: ${line.trim()}`] : []),
      ...(personal ? [`Somebody's words or name were logged: ${line.trim()}`] : []),
    ];
  });
}

/** What could reach an object's prototype goes no further than the door. */
export function faultsOfKeys(keys: ReadonlySet<string>): string[] {
  return ['__proto__', 'constructor', 'prototype']
    .filter((key) => keys.has(key))
    .map((key) => `${key} reached the desk.`);
}
