import type { CardElement, CardPart, Json, Place } from './card.ts';
import { elementsOf } from './check-card.ts';
import { oneLine } from './escape.ts';
import { drawList } from './request-card.ts';
import type { SampleView } from './views/list.ts';

/** A list as its owner will see it, with every button turned into one that only says that this is a sample. */
export function drawSample({ list, whose, notice }: SampleView, place: Place): CardPart {
  const said = [notice, `This is a sample: ${whose} will see this. Its buttons do nothing.`];
  const part = drawList({ ...list, notice: said.filter(Boolean).join(' ') }, place);
  const data: Json = { ...list.scope, pressed: 'yes' };
  const body = structuredClone(part.body);
  for (const element of elementsOf(body)) {
    if (element['type'] === 'Action.Execute') inert(element, data);
  }
  return { ...part, body, summary: oneLine(`A sample. ${part.summary}`) };
}

function inert(action: CardElement, data: Json): void {
  action['verb'] = 'lead.sample';
  action['data'] = data;
}
