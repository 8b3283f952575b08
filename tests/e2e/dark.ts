import type { Locator, Page } from 'playwright-core';

/** Near those of Teams' dark theme, for what the Playground's clients draw with variables. */
const variables = {
  colorNeutralForeground1: '#ffffff',
  colorNeutralForeground1Hover: '#ffffff',
  colorNeutralForeground1Pressed: '#ffffff',
  colorNeutralForeground2: '#d6d6d6',
  colorNeutralForeground3: '#adadad',
  colorNeutralForeground4: '#999999',
  colorNeutralForegroundOnBrand: '#ffffff',
  colorNeutralBackground1: '#292929',
  colorNeutralBackground1Hover: '#3d3d3d',
  colorNeutralBackground1Pressed: '#1f1f1f',
  colorNeutralStroke1: '#666666',
  colorNeutralStrokeAccessible: '#adadad',
  colorNeutralStrokeAccessibleHover: '#bdbdbd',
  colorBrandBackground: '#4f52b2',
  colorCompoundBrandBackground: '#7f85f5',
  colorCompoundBrandForeground1: '#7f85f5',
  colorCompoundBrandStroke: '#7f85f5',
  colorNeutralForegroundInverted: '#242424',
};

/** The same, for the colours that the Playground writes into a card's elements: its light ones stand left. */
const colours: Record<string, string> = {
  'rgb(255, 255, 255)': 'rgb(41, 41, 41)',
  'rgb(37, 36, 36)': 'rgb(255, 255, 255)',
  'rgba(37, 36, 36, 0.75)': 'rgba(255, 255, 255, 0.75)',
  'rgb(98, 100, 167)': 'rgb(166, 167, 220)',
  'rgb(139, 140, 199)': 'rgb(166, 167, 220)',
  'rgb(196, 49, 75)': 'rgb(249, 82, 107)',
  'rgb(249, 248, 247)': 'rgb(59, 58, 57)',
  'rgb(255, 226, 178)': 'rgb(74, 53, 10)',
  'rgb(255, 197, 178)': 'rgb(77, 28, 20)',
  'rgb(204, 255, 204)': 'rgb(20, 61, 20)',
  'rgb(199, 222, 249)': 'rgb(24, 46, 74)',
};

/**
 * Shows a card as dark as Teams would while something is done with it. The Playground has no dark theme, so its light
 * colours are exchanged: what a card says with a colour alone, or hides by one, is seen; the shades are near, not exact.
 */
export async function inTheDark(page: Page, card: Locator, act: () => Promise<unknown>): Promise<void> {
  const values = Object.entries(variables).map(([name, value]) => `--${name}: ${value} !important;`);
  const style = await page.addStyleTag({
    content: `.ac-adaptiveCard, .ac-adaptiveCard .fui-FluentProvider { ${values.join(' ')} }
      .ac-adaptiveCard { color: #ffffff; } .ac-adaptiveCard svg text { fill: #ffffff !important; }`,
  });
  await card.evaluate(exchange, colours);
  try {
    await act();
  } finally {
    const back = Object.entries(colours).map(([light, dark]) => [dark, light]);
    await card.evaluate(exchange, Object.fromEntries(back) as Record<string, string>);
    await style.evaluate((element: { remove(): void }) => element.remove());
  }
}

/** As much of an element of the page as is needed here. */
interface Drawn {
  style?: { getPropertyValue(name: string): string; setProperty(name: string, value: string): void };
  querySelectorAll(selector: string): Iterable<Drawn>;
}

/** Runs in the page. */
function exchange(card: Drawn, wanted: Record<string, string>): void {
  for (const { style } of [card, ...card.querySelectorAll('*')]) {
    for (const property of ['color', 'background-color']) {
      const other = wanted[style?.getPropertyValue(property) ?? ''];
      if (other !== undefined) style?.setProperty(property, other);
    }
  }
}
