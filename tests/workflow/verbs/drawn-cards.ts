import type { CardElement } from '../../../src/cards/card.ts';
import { elementsOf } from '../../../src/cards/check-card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import type { ActReply } from '../../../src/workflow/desk.ts';
import { leadCases } from './lead-cases.ts';
import { ownerCases } from './owner-cases.ts';
import { dataOf, type VerbCase } from './verb-case.ts';
import { large, verbWorld, type Presser, type VerbWorld } from './verb-world.ts';

/** A button of a card that somebody was really shown, with the inputs that Teams sends along. */
export interface DrawnButton {
  verb: string;
  data: Record<string, unknown>;
  inputs: DrawnInput[];
}

export interface DrawnInput {
  id: string;
  /** `Input.Text`, `Input.Date` … */
  type: string;
}

/** What says that a form is pressed, and not asked for. */
const pressed = { filled: 'yes', go: 'yes', send: 'yes', save: 'yes' };
const ids = ['ref', 'refs', 'owner', 'owners', 'version', 'person', 'page', 'one', 'change', 'again'];

/**
 * Every button that can be come to: each verb is pressed with its ids alone, as a form without its inputs and with all that
 * it needs, and then every button of the cards that came; among few people and among many.
 */
export async function drawnButtons(): Promise<DrawnButton[]> {
  const buttons = new Map<string, DrawnButton>();
  const tried = new Set<string>();

  async function press(world: VerbWorld, by: Presser, verb: string, data: object): Promise<DrawnButton[]> {
    const drawn = buttonsOf(await world.press(by, verb, data));
    for (const button of drawn) buttons.set(JSON.stringify([button.verb, shapeOf(button)]), button);
    return drawn;
  }

  async function pressCase(one: VerbCase, spec?: typeof large): Promise<void> {
    const { by, verb, given } = one;
    const world = await verbWorld(spec);
    await given?.(world);
    const data = await dataOf(one, world);
    const bare = Object.fromEntries(Object.entries(data).filter(([key]) => ids.includes(key)));
    for (const part of [bare, { ...bare, ...pressed }, data]) {
      for (const button of await press(world, by, verb, part)) {
        const what = JSON.stringify([verb, button.verb, shapeOf(button)]);
        if (tried.has(what)) continue;
        tried.add(what);
        await press(world, by, button.verb, button.data);
      }
    }
  }

  for (const one of [...leadCases, ...ownerCases, ...more]) await pressCase(one);
  for (const one of [...leadCases, ...ownerCases]) await pressCase(one, large);
  return [...buttons.values()];
}

/** Forms that only something unfinished leads to. */
const more: readonly VerbCase[] = ['significant_delay', 'completed'].flatMap((status): VerbCase[] => [
  {
    ...{ verb: 'update.submit', by: { name: 'ambrosine' }, data: { ref: '1.1', version: 0, status } },
    does: { kind: 'shows', view: 'form' },
  },
  {
    verb: 'lead.record',
    by: { name: 'priyanka' },
    data: { ref: '1.1', version: 0, filled: 'yes', status },
    does: { kind: 'shows', view: 'form' },
  },
]);

function shapeOf({ data, inputs }: DrawnButton): string[] {
  return [...Object.keys(data), ...inputs.map(({ id, type }) => `${type} ${id}`)].sort();
}

/** The inputs and buttons of an answer, as they are drawn. */
function buttonsOf(reply: ActReply): DrawnButton[] {
  if (reply.kind !== 'views') return [];
  const elements = elementsOf(renderViews(reply.views).card as CardElement);
  const inputs = elements.flatMap(({ type, id }) =>
    typeof type === 'string' && type.startsWith('Input.') && typeof id === 'string' ? [{ id, type }] : [],
  );
  return elements.flatMap(({ type, verb, data }) =>
    type === 'Action.Execute' && typeof verb === 'string'
      ? [{ verb, data: (data ?? {}) as Record<string, unknown>, inputs }]
      : [],
  );
}
